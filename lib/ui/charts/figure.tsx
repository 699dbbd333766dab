'use client';

import { Download } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRef, type ReactNode } from 'react';
import { Button } from '../primitives/button';
import { Table, TBody, Td, Th, THead, Tr } from '../primitives/table';
import { toCsv, type CsvCell } from './csv';
import { saveText, standaloneSvg } from './save-figure';

interface FigureProps {
  id: string;
  title: ReactNode;
  /** Of its heading: 2 where no section's heading stands above it. */
  level?: 2 | 3;
  /** How to read it: estimand, interval, n. */
  note?: ReactNode;
  source?: ReactNode;
  csv: { filename: string; header: readonly string[]; rows: readonly (readonly CsvCell[])[] };
  children: ReactNode;
}

/** Rows of the table under a figure; the file has all of them. */
const TABLE_ROWS = 100;

/** Title, drawing, note, and the data behind it as a table, an SVG and a CSV. */
export function Figure({ id, title, level = 3, note, source, csv, children }: FigureProps) {
  const t = useTranslations('common');
  const Heading = `h${level}` as const;
  const drawing = useRef<HTMLDivElement>(null);
  const name = csv.filename.replace(/\.csv$/, '');

  function saveSvg(): void {
    const svg = drawing.current?.querySelector<SVGSVGElement>('svg[data-figure]');
    if (svg) saveText(`${name}.svg`, 'image/svg+xml', standaloneSvg(svg));
  }

  return (
    <figure id={id} aria-labelledby={`${id}-title`} className="min-w-0">
      <Heading id={`${id}-title`} className="mb-2 font-semibold">
        {title}
      </Heading>
      <div ref={drawing}>{children}</div>
      <figcaption className="mt-2 text-sm text-ink-2">
        {note !== undefined && <p className="measure">{note}</p>}
        {source !== undefined && <p className="measure">{source}</p>}
      </figcaption>
      <div className="mt-1 flex flex-wrap items-start gap-x-1">
        <Button variant="ghost" size="sm" icon={<Download />} className="-ml-2" onClick={saveSvg}>
          {t('downloadSvg')}
        </Button>
        <Button
          variant="ghost"
          size="sm"
          icon={<Download />}
          onClick={() => saveText(`${name}.csv`, 'text/csv', toCsv(csv.header, csv.rows))}
        >
          {t('downloadCsv')}
        </Button>
        <details className="group min-w-0 open:basis-full">
          <summary className="inline-flex h-7 items-center rounded px-2 text-sm font-medium hover:bg-hover">
            {t('showTable')}
          </summary>
          {/* Closed, a wide table would still make the page scroll sideways. */}
          <div
            role="group"
            aria-labelledby={`${id}-title`}
            tabIndex={0}
            className="hidden max-h-96 overflow-auto group-open:block"
          >
            <Table className="mt-2 text-sm">
              <THead>
                <Tr>
                  {csv.header.map((head, column) => (
                    <Th key={head} numeric={typeof csv.rows[0]?.[column] === 'number'}>
                      {head}
                    </Th>
                  ))}
                </Tr>
              </THead>
              <TBody>
                {csv.rows.slice(0, TABLE_ROWS).map((row, index) => (
                  <Tr key={index}>
                    {row.map((value, column) => (
                      <Td key={column} numeric={typeof value === 'number'}>
                        {typeof value === 'number' ? Number(value.toFixed(4)) : (value ?? '–')}
                      </Td>
                    ))}
                  </Tr>
                ))}
              </TBody>
            </Table>
          </div>
        </details>
      </div>
    </figure>
  );
}
