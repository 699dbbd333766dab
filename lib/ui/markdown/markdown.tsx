import type { Definition, PhrasingContent, RootContent } from 'mdast';
import { Fragment, type ReactNode } from 'react';
import { headingAnchor, patternAnchor } from '@/lib/domain/guidelines';
import { cn } from '../primitives/cn';
import { DEEPEST, definitionsOf, parseMarkdown, plainText, safeHref } from './parse';

interface MarkdownProps {
  source: string;
  lang?: string;
  /** The level of a heading with one #; a page's own heading is the first. */
  topLevel?: 2 | 3;
  className?: string;
}

/**
 * Markdown as React elements, one kind of node after the other: what is not named here is not shown.
 * HTML appears as the text that it is, and a picture as its description: nothing is loaded from
 * anywhere.
 */
export function Markdown({ source, lang, topLevel = 2, className }: MarkdownProps) {
  const root = parseMarkdown(source);
  const context: Context = { definitions: definitionsOf(root), topLevel, depth: 0 };
  return (
    <div
      lang={lang}
      className={cn(
        'flex flex-col gap-3 leading-relaxed break-words',
        '[&_:is(h2,h3,h4,h5,h6)]:mt-3 [&_:is(h2,h3,h4,h5,h6)]:scroll-mt-3 [&_:is(h2,h3,h4,h5,h6)]:font-semibold [&_h2]:text-lg',
        '[&_:is(ol,ul)]:flex [&_:is(ol,ul)]:flex-col [&_:is(ol,ul)]:gap-1 [&_:is(ol,ul)]:pl-5 [&_ol]:list-decimal [&_ul]:list-disc',
        '[&_blockquote]:border-l-2 [&_blockquote]:border-line-strong [&_blockquote]:pl-3 [&_code]:text-sm [&_pre]:overflow-x-auto [&_pre]:border [&_pre]:border-line [&_pre]:p-2',
        '[&_a]:text-accent [&_a]:underline [&_strong]:font-semibold',
        className,
      )}
    >
      {root.children.map((node, at) => (
        <Fragment key={at}>{block(node, context)}</Fragment>
      ))}
    </div>
  );
}

interface Context {
  definitions: Map<string, Definition>;
  topLevel: number;
  /** Blocks and marks around this one. */
  depth: number;
}

const within = (context: Context): Context => ({ ...context, depth: context.depth + 1 });

const blocks = (nodes: readonly RootContent[], context: Context): ReactNode =>
  nodes.map((node, at) => <Fragment key={at}>{block(node, context)}</Fragment>);

function block(node: RootContent, outer: Context): ReactNode {
  const context = within(outer);
  if (context.depth > DEEPEST) return null;
  switch (node.type) {
    case 'heading':
      return heading(node.depth, node.children, context);
    case 'paragraph':
      return <p>{inlines(node.children, context)}</p>;
    case 'blockquote':
      return <blockquote>{blocks(node.children, context)}</blockquote>;
    case 'list': {
      const items = node.children.map((item, at) => (
        <li key={at}>
          {item.children.map((child, place) => (
            <Fragment key={place}>
              {/* A tight list has no paragraphs: its items are lines. */}
              {child.type === 'paragraph' && item.spread !== true
                ? inlines(child.children, context)
                : block(child, context)}
            </Fragment>
          ))}
        </li>
      ));
      return node.ordered ? <ol start={node.start ?? 1}>{items}</ol> : <ul>{items}</ul>;
    }
    case 'code':
      return (
        <pre>
          <code>{node.value}</code>
        </pre>
      );
    case 'html':
      return <p>{node.value}</p>;
    case 'thematicBreak':
      return <hr className="border-line" />;
    default:
      return null;
  }
}

function heading(depth: number, children: readonly PhrasingContent[], context: Context): ReactNode {
  const { text, pattern } = headingAnchor(plainText(children));
  const Tag = `h${Math.min(6, depth + context.topLevel - 1)}` as 'h2';
  // An anchor is cut off the text; headings are words, so that their emphasis may go with it.
  return pattern === null ? (
    <Tag>{inlines(children, context)}</Tag>
  ) : (
    <Tag id={patternAnchor(pattern)}>{text}</Tag>
  );
}

const inlines = (nodes: readonly PhrasingContent[], context: Context): ReactNode =>
  nodes.map((node, at) => <Fragment key={at}>{inline(node, context)}</Fragment>);

function inline(node: PhrasingContent, outer: Context): ReactNode {
  const context = within(outer);
  if (context.depth > DEEPEST) return null;
  switch (node.type) {
    case 'text':
    case 'html':
      return node.value;
    case 'emphasis':
      return <em>{inlines(node.children, context)}</em>;
    case 'strong':
      return <strong>{inlines(node.children, context)}</strong>;
    case 'inlineCode':
      return <code>{node.value}</code>;
    case 'break':
      return <br />;
    case 'image':
    case 'imageReference':
      return node.alt ?? '';
    case 'link':
      return link(node.url, inlines(node.children, context));
    case 'linkReference':
      return link(
        context.definitions.get(node.identifier)?.url ?? '',
        inlines(node.children, context),
      );
    default:
      return null;
  }
}

function link(url: string, children: ReactNode): ReactNode {
  const safe = safeHref(url);
  if (!safe) return children;
  return safe.external ? (
    <a href={safe.href} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  ) : (
    <a href={safe.href}>{children}</a>
  );
}
