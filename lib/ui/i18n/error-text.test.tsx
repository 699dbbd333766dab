import { NextIntlClientProvider } from 'next-intl';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import type { KeptError } from '@/lib/domain/errors';
import errors from '../messages/zh/errors.json';
import jobs from '../messages/zh/jobs.json';
import { ErrorText } from './error-text';

const shown = (error: KeptError): string =>
  renderToStaticMarkup(
    <NextIntlClientProvider
      locale="zh"
      timeZone="UTC"
      messages={{ errors, jobs }}
      onError={() => undefined}
    >
      <ErrorText error={error} />
    </NextIntlClientProvider>,
  );

it('shows a kept error in the language of the reader, and its English sentence where a later version asks for more', () => {
  const kept = { key: 'downloadOther', message: 'It sent another file.' };
  const params = { host: 'huggingface.co', what: '3 bytes', encoder: 'dinov2-small' };
  expect(shown({ ...kept, params })).toContain('pull dinov2-small');
  expect(shown({ ...kept, params: { host: 'huggingface.co', what: '3 bytes' } })).toBe(
    '<span lang="en">It sent another file.</span>',
  );
  expect(shown({ message: 'Without a key.' })).toContain('Without a key.');
});
