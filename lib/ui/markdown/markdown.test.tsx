import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { Markdown } from './markdown';

const html = (source: string): string =>
  renderToStaticMarkup(<Markdown source={source} />).replace(/^<div[^>]*>|<\/div>$/g, '');

describe('guidelines as written by an administrator', () => {
  it('show HTML as text and never as HTML', () => {
    for (const attack of [
      '<script>alert(1)</script>',
      '<img src=x onerror=alert(1)>',
      'words <svg/onload=alert(1)> words',
      '<a href="javascript:alert(1)">x</a>',
      '<!-- --><iframe src="https://example.org"></iframe>',
      '<style>body{display:none}</style>',
    ]) {
      const shown = html(attack);
      expect(shown, attack).not.toMatch(/<(?!\/?p>)/);
      expect(shown, attack).toContain('&lt;');
    }
  });

  it('link to http, https, mail and this site only', () => {
    const bad = [
      '[x](javascript:alert(1))',
      '[x](JaVaScRiPt:alert(1))',
      '[x](&#106;avascript:alert(1))',
      '[x](data:text/html;base64,PHNjcmlwdD4=)',
      '[x](vbscript:x)',
      '[x](//example.org)',
      '[x](/\\example.org)',
      '[x][y]\n\n[y]: javascript:alert(1)',
      '<javascript:alert(1)>',
    ];
    for (const link of bad) expect(html(link), link).not.toContain('href');
    expect(html('[x](/p/scenes/pairs)')).toBe('<p><a href="/p/scenes/pairs">x</a></p>');
    expect(html('[x][y]\n\n[y]: https://example.org/a')).toBe(
      '<p><a href="https://example.org/a" target="_blank" rel="noopener noreferrer">x</a></p>',
    );
  });

  it('load no picture: its description stands in its place', () => {
    expect(html('![a cup](https://example.org/cup.png)')).toBe('<p>a cup</p>');
    expect(html('![a cup][c]\n\n[c]: https://example.org/cup.png')).toBe('<p>a cup</p>');
  });

  it('name the pattern that a heading with an anchor begins, and no other anchor', () => {
    expect(html('## Orientation {#orientation}')).toBe(
      '<h3 id="guide-orientation">Orientation</h3>',
    );
    expect(html('## Other {#constructor}')).toBe('<h3>Other {#constructor}</h3>');
  });

  it('keep what CommonMark has: emphasis, lists, quotes, code, breaks', () => {
    expect(html('# A *b*\n\n1. one\n2. **two**\n\n> q\n\n`c`')).toBe(
      '<h2>A <em>b</em></h2><ol start="1"><li>one</li><li><strong>two</strong></li></ol>' +
        '<blockquote><p>q</p></blockquote><p><code>c</code></p>',
    );
  });
});
