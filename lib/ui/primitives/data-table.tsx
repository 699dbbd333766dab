import { ArrowDown, ArrowUp, ArrowUpDown } from 'lucide-react';
import Link from 'next/link';
import { Fragment, type ReactNode } from 'react';
import { cn } from './cn';
import { Table, TBody, Td, Th, THead, Tr } from './table';

export interface Column<Row> {
  key: string;
  header: ReactNode;
  numeric?: boolean;
  /** Holds buttons or links for the row: set to the end, its header only for screen readers. */
  action?: boolean;
  /** As the head of a stacked record the cell needs its column's name: a bare number says nothing. */
  bare?: boolean;
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
  /** Rows of one group stand together, under its name. Rows come in the order of their groups. */
  group?: (row: Row) => string;
  empty?: ReactNode;
  stickyHeader?: boolean;
  foot?: ReactNode;
  /**
   * Where the table has no room, each row becomes a record of labelled lines ('stack'), or the table
   * scrolls ('scroll'). More than three columns stack by default.
   */
  narrow?: 'stack' | 'scroll';
}

export function DataTable<Row>({
  caption,
  hideCaption = false,
  columns,
  rows,
  rowKey,
  group,
  empty,
  stickyHeader = false,
  foot,
  narrow = columns.length > 3 ? 'stack' : 'scroll',
}: DataTableProps<Row>) {
  if (rows.length === 0 && empty !== undefined) return empty;
  const stacks = narrow === 'stack';
  return (
    // Focusable, so that a keyboard can scroll a table wider than the screen.
    <div
      role="group"
      aria-label={caption}
      tabIndex={0}
      className={cn('@container', stickyHeader ? 'max-h-[75dvh] overflow-auto' : 'overflow-x-auto')}
    >
      {/* Roles are named: a browser forgets a table's meaning once it is no longer laid out as one. */}
      <Table role="table" className={stacks ? '@max-xl:block' : undefined}>
        <caption className={hideCaption ? 'sr-only' : 'pb-2 text-left text-ink-2'}>
          {caption}
        </caption>
        <THead
          role="rowgroup"
          sticky={stickyHeader}
          className={stacks ? '@max-xl:sr-only' : undefined}
        >
          <Tr role="row">
            {columns.map(({ key, header, numeric, action, width, sort }) => (
              <Th
                key={key}
                role="columnheader"
                numeric={numeric}
                style={width === undefined ? undefined : { width }}
                aria-sort={ariaSort(sort)}
              >
                {action === true ? (
                  <span className="sr-only">{header}</span>
                ) : sort === undefined ? (
                  header
                ) : (
                  <SortLink sort={sort}>{header}</SortLink>
                )}
              </Th>
            ))}
          </Tr>
        </THead>
        <TBody role="rowgroup" className={stacks ? '@max-xl:block' : undefined}>
          {rows.map((row, at) => (
            <Fragment key={rowKey(row)}>
              {group !== undefined && group(row) !== groupBefore(rows, at, group) && (
                <Tr role="row" className={stacks ? '@max-xl:block' : undefined}>
                  <Th
                    role="rowheader"
                    scope="colgroup"
                    colSpan={columns.length}
                    className={cn(
                      'pt-4 align-bottom',
                      stacks && '@max-xl:block @max-xl:h-auto @max-xl:px-1',
                    )}
                  >
                    {group(row)}
                  </Th>
                </Tr>
              )}
              <Tr role="row" className={stacks ? STACKED_ROW : undefined}>
                {columns.map((column, index) => (
                  <Td
                    key={column.key}
                    role="cell"
                    numeric={column.numeric}
                    className={cn(
                      column.action && 'text-right',
                      stacks && stackedCell(index === 0),
                      stacks && column.action && '@max-xl:[&>div:has(button)]:-ml-2',
                    )}
                  >
                    {stacks && (index > 0 || column.bare) && (
                      <span
                        aria-hidden
                        className={cn(
                          'hidden',
                          index === 0 ? '@max-xl:inline' : 'text-sm text-ink-2 @max-xl:block',
                        )}
                      >
                        {column.action ? '' : column.header}{' '}
                      </span>
                    )}
                    {stacks ? (
                      <div className={cn('min-w-0', column.bare && '@max-xl:inline')}>
                        {column.cell(row)}
                      </div>
                    ) : (
                      column.cell(row)
                    )}
                  </Td>
                ))}
              </Tr>
            </Fragment>
          ))}
        </TBody>
        {foot !== undefined && <tfoot className="border-t border-ink">{foot}</tfoot>}
      </Table>
    </div>
  );
}

const groupBefore = <Row,>(
  rows: readonly Row[],
  at: number,
  group: (row: Row) => string,
): string | undefined => {
  const before = rows[at - 1];
  return before === undefined ? undefined : group(before);
};

const STACKED_ROW = '@max-xl:block @max-xl:py-2';

/** The first cell heads the record; the others stand under it with their column's name before them. */
const stackedCell = (first: boolean): string =>
  cn(
    '@max-xl:has-[>div:empty]:hidden @max-xl:h-auto @max-xl:px-1 @max-xl:text-left @max-xl:whitespace-normal',
    first
      ? '@max-xl:block @max-xl:pb-1 @max-xl:font-medium'
      : '@max-xl:grid @max-xl:grid-cols-[minmax(6rem,35%)_1fr] @max-xl:items-baseline @max-xl:gap-3 @max-xl:py-0.5',
  );

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
