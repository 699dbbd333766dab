/** The only importer of the Markdown parser; see docs/decisions/0013-markdown.md. */
import { fromMarkdown } from 'mdast-util-from-markdown';
import type { Definition, PhrasingContent, Root } from 'mdast';

export const parseMarkdown = (source: string): Root => fromMarkdown(source);

/** Quotes in quotes and marks in marks, beyond which nothing is shown: nobody reads them, and each costs stack. */
export const DEEPEST = 100;

/** `[text][name]` refers to a line `[name]: address` anywhere in the text. */
export function definitionsOf(root: Root): Map<string, Definition> {
  const found = new Map<string, Definition>();
  const visit = (
    node: { type: string; children?: readonly { type: string }[] },
    depth: number,
  ): void => {
    if (depth > DEEPEST) return;
    if (node.type === 'definition') {
      const definition = node as Definition;
      if (!found.has(definition.identifier)) found.set(definition.identifier, definition);
    }
    node.children?.forEach((child) => visit(child, depth + 1));
  };
  visit(root, 0);
  return found;
}

/** Addresses that a link may have; null makes plain text of it. */
export function safeHref(url: string): { href: string; external: boolean } | null {
  if (/^(\/(?![/\\])|#)/u.test(url)) return { href: url, external: false };
  try {
    const { protocol, href } = new URL(url);
    if (protocol === 'mailto:') return { href, external: false };
    return protocol === 'https:' || protocol === 'http:' ? { href, external: true } : null;
  } catch {
    return null;
  }
}

export const plainText = (nodes: readonly PhrasingContent[], depth = 0): string =>
  depth > DEEPEST
    ? ''
    : nodes
        .map((node) =>
          'value' in node
            ? node.value
            : 'children' in node
              ? plainText(node.children, depth + 1)
              : '',
        )
        .join('');
