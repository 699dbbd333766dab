import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { ModelDetail } from '../model-detail';
import { HubLink } from './hub-link';
import { Bytes, Pixels } from './marks';
import { PreprocessingWords } from './preprocessing-words';

/** Facts in the order in which one asks for them: what it is, what it sees, what comes out, from where. */
export function DetailFacts({ detail }: { detail: ModelDetail }) {
  const t = useTranslations('models.facts');
  const ta = useTranslations('models');
  const locale = useLocale();
  const { installed, offered, embedding, patchTokens, text, original, repository } = detail;
  const either = installed ?? offered;
  const format = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const percent = new Intl.NumberFormat(locale, { minimumFractionDigits: 1 });
  const facts: [string, ReactNode][] = [
    [t('licence'), either && either.licence !== null && <span lang="en">{either.licence}</span>],
    [
      t('parameters'),
      offered && offered.parameters !== null
        ? ta('millions', { count: format.format(offered.parameters) })
        : null,
    ],
    [
      t('accuracy'),
      offered && offered.accuracy.length > 0 ? (
        <ul>
          {offered.accuracy.map(({ measure, top1, source }) => (
            <li key={measure}>
              <span className="num">
                {ta(`accuracy.${measure}`, { top1: percent.format(top1) })}
              </span>{' '}
              <span lang="en" className="text-sm text-ink-2">
                {source}
              </span>
            </li>
          ))}
        </ul>
      ) : null,
    ],
    [t('resolution'), either && <Pixels side={either.resolution} />],
    [t('patch'), detail.patch === null ? null : <Pixels side={detail.patch} />],
    [
      t('preprocessing'),
      detail.preprocessing && <PreprocessingWords steps={detail.preprocessing} />,
    ],
    [t('dimensions'), either?.dimensions],
    [
      t('pooling'),
      (embedding ?? detail.poolingWords) !== null && (
        <>
          {embedding && <p>{t(`poolings.${embedding.pooling}`)}</p>}
          {detail.poolingWords !== null && (
            <p lang="en" className={embedding ? 'text-sm text-ink-2' : undefined}>
              {detail.poolingWords}
            </p>
          )}
        </>
      ),
    ],
    [t('output'), embedding && <code>{embedding.output}</code>],
    [
      t('tokens'),
      patchTokens && t('grid', { rows: patchTokens.rows, columns: patchTokens.columns }),
    ],
    [
      t('tokenizer'),
      text && (
        <>
          <p lang="en">{text.tokenizer}</p>
          <p className="text-sm text-ink-2">{t('context', { count: text.contextLength })}</p>
        </>
      ),
    ],
    [t('size'), either && either.bytes !== null ? <Bytes bytes={either.bytes} /> : null],
    [
      t('repository'),
      repository && <HubLink repository={repository.name} revision={repository.revision} />,
    ],
    [
      t('original'),
      original && <HubLink repository={original.repository} revision={original.revision} />,
    ],
    [
      t('sources'),
      detail.sources && (
        <ul lang="en">
          <li>{t('sourceOfParameters', { source: detail.sources.parameters })}</li>
          <li>{t('sourceOfPreprocessing', { source: detail.sources.preprocessing })}</li>
        </ul>
      ),
    ],
    [
      t('notes'),
      detail.notes.length > 0 &&
        detail.notes.map((note) => (
          <p key={note} lang="en" className="measure">
            {note}
          </p>
        )),
    ],
  ];
  return (
    <dl className="grid gap-x-6 gap-y-1 sm:grid-cols-[12rem_1fr] sm:gap-y-3">
      {facts.map(
        ([term, value]) =>
          value !== null &&
          value !== undefined &&
          value !== false && (
            <div key={term} className="contents">
              <dt className="text-ink-2 max-sm:mt-2">{term}</dt>
              <dd className="min-w-0">{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
