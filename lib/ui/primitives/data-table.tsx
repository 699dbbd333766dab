import { ArrowDown, ArrowUp, ArrowUpDown } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Table, TBody, Td, Th, THead, Tr } from './table';

export interface Column<Row> {
  key: string;
  header: ReactNode;
  numeric?: boolean;
  width?: string;
  /** `href` sorts by this column, or turns the order round. */
  sort?: { href: string; direction?: 'asc' | 'desc' };
  cell: (row: Row) => ReactNode;
}

interface DataTableProps<Row> {
  caption: string;
  hideCaption?: boolean;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  empty?: ReactNode;
  stickyHeader?: boolean;
  foot?: ReactNode;
}

export function DataTable<Row>({
  caption,
  hideCaption = false,
  columns,
  rows,
  rowKey,
  empty,
  stickyHeader = false,
  foot,
}: DataTableProps<Row>) {
  if (rows.length === 0 && empty !== undefined) return empty;
  return (
    // Focusable, so that a keyboard can scroll a table wider than the screen.
    <div
      role="region"
      aria-label={caption}
      tabIndex={0}
      className={stickyHeader ? 'max-h-[75dvh] overflow-auto' : 'overflow-x-auto'}
    >
      <Table>
        <caption className={hideCaption ? 'sr-only' : 'pb-2 text-left text-ink-2'}>
          {caption}
        </caption>
        <THead sticky={stickyHeader}>
          <Tr>
            {columns.map(({ key, header, numeric, width, sort }) => (
              <Th
                key={key}
                numeric={numeric}
                style={width === undefined ? undefined : { width }}
                aria-sort={ariaSort(sort)}
              >
                {sort === undefined ? header : <SortLink sort={sort}>{header}</SortLink>}
              </Th>
            ))}
          </Tr>
        </THead>
        <TBody>
          {rows.map((row) => (
            <Tr key={rowKey(row)}>
              {columns.map((column) => (
                <Td key={column.key} numeric={column.numeric}>
                  {column.cell(row)}
                </Td>
              ))}
            </Tr>
          ))}
        </TBody>
        {foot !== undefined && <tfoot className="border-t border-ink">{foot}</tfoot>}
      </Table>
    </div>
  );
}

type Sort = NonNullable<Column<never>['sort']>;

function ariaSort(sort: Sort | undefined): 'ascending' | 'descending' | undefined {
  if (sort?.direction === undefined) return undefined;
  return sort.direction === 'asc' ? 'ascending' : 'descending';
}

function SortLink({ sort, children }: { sort: Sort; children: ReactNode }) {
  const Icon =
    sort.direction === undefined ? ArrowUpDown : sort.direction === 'asc' ? ArrowUp : ArrowDown;
  return (
    <Link href={sort.href} scroll={false} className="inline-flex items-center gap-1 hover:text-ink">
      {children}
      <Icon
        size={12}
        aria-hidden
        className={sort.direction === undefined ? 'opacity-50' : 'text-ink'}
      />
    </Link>
  );
}
