import type { AnswerForm } from '@/lib/domain/formats/answers-mmvp';
import type { FailureLike } from '@/lib/ui/i18n/use-failure-text';
import type { ImportedAnswers } from '../import-answers';

export interface AnswersToSend {
  project: string;
  version: number;
  file: File;
  form: AnswerForm | 'auto';
  model: string;
  /** Of the session: for whom the page acts. */
  headers: Readonly<Record<string, string>>;
}

export type SentAnswers = { ok: true; data: ImportedAnswers } | { ok: false; error: FailureLike };

/** The file goes as the raw body: server actions take no more than one megabyte. */
export async function sendAnswers(input: AnswersToSend): Promise<SentAnswers> {
  const { project, version, file, form, model, headers } = input;
  const query = new URLSearchParams({ form, model, name: file.name });
  try {
    const response = await fetch(`/api/p/${project}/releases/${version}/answers?${query}`, {
      method: 'POST',
      headers,
      body: file,
    });
    const body: unknown = await response.json();
    return response.ok
      ? { ok: true, data: body as ImportedAnswers }
      : { ok: false, error: (body as { error: FailureLike }).error };
  } catch {
    const message = 'The server could not be reached. Nothing was stored. Try again.';
    return { ok: false, error: { code: 'unavailable', message } };
  }
}
