'use client';
import { useTranslations } from 'next-intl';
import { CompareViewer } from '@/lib/ui/compare/compare-viewer';
import { imageSrc, lensSrc } from '@/lib/ui/compare/image-sources';
import { Callout } from '@/lib/ui/primitives/callout';
import { Status } from '@/lib/ui/primitives/status';
import { DemonstrationMark } from '@/lib/ui/primitives/demonstration-mark';
import { PatternLabel } from '@/lib/ui/primitives/pattern-label';
import { cosine } from '@/lib/ui/charts/scale';
import { isPatternId } from '@/lib/domain/patterns';
import { keyForB, type Answer } from '@/lib/domain/review-rules';
import type { ReviewItem } from '../load-review-item';
import type { ReviewKey } from '../queries';
import { DecisionForm } from './decision-form';
import { Dispute } from './dispute';

/** Both images with the key, the own answers beside it, and the decision. */
export function KeyedReview(props: {
  project: string;
  item: ReviewItem;
  answers: ReviewKey;
  demonstration: boolean;
  disabled: boolean;
  onNext: () => void;
  onUndo: (ref: { pairId: string; questionId: string }) => Promise<void>;
  onLeave: () => void;
}) {
  const { project, item, answers: key, demonstration, disabled, onNext, onUndo, onLeave } = props;
  const t = useTranslations('review');
  const common = useTranslations('common');
  const fields = useTranslations('review.reviewField');
  const option = (value: Answer): string =>
    value === null ? t('cantTell') : value === 1 ? item.optionOne : item.optionTwo;
  const rows = [
    ['A', option(key.keyForA), option(key.answerA), key.statementA],
    ['B', option(keyForB(key.keyForA)), option(key.answerB), key.statementB],
  ] as const;
  const image = (side: 'A' | 'B') => {
    const { id, width, height } = side === 'A' ? item.imageA : item.imageB;
    return { src: imageSrc(project, id), alt: t('imageAlt', { side }), width, height };
  };
  return (
    <div className="flex min-h-0 flex-1 flex-col lg:flex-row">
      <CompareViewer
        className="min-w-0 flex-1"
        imageA={image('A')}
        imageB={image('B')}
        lens={lensSrc(project, item.number)}
      />
      <DecisionForm
        project={project}
        item={item}
        mustComment={key.disagreements.length > 0}
        disabled={disabled}
        onNext={onNext}
        onUndo={onUndo}
        onLeave={onLeave}
      >
        <p className="text-lg wrap-anywhere text-ink">{item.question}</p>
        <table className="w-full text-left text-sm">
          <thead className="text-ink-2">
            <tr>
              <th scope="col" className="py-1 pr-3 font-normal">
                {t('image')}
              </th>
              <th scope="col" className="py-1 pr-3 font-normal">
                {t('key')}
              </th>
              <th scope="col" className="py-1 font-normal">
                {t('you')}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(([side, right, mine]) => (
              <tr key={side} className="border-t border-line">
                <th scope="row" className="py-1.5 pr-3">
                  {side}
                </th>
                <td className="py-1.5 pr-3 wrap-anywhere">{right}</td>
                <td className="py-1.5 wrap-anywhere">
                  {mine}
                  <Status
                    tone={key.disagreements.includes(side) ? 'danger' : 'ok'}
                    className="ml-2 text-ink-2"
                  >
                    {t(key.disagreements.includes(side) ? 'differs' : 'agrees')}
                  </Status>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {key.dispute !== null && <Dispute verdicts={key.dispute} />}
        {key.disagreements.length > 0 && (
          <Callout tone="warning" title={t('disagreeTitle')}>
            {t('disagreeText')}
          </Callout>
        )}
        <dl className="flex flex-col gap-2 text-sm wrap-anywhere">
          {rows.map(([side, , , statement]) => (
            <div key={side}>
              <dt className="text-ink-2">{t('statement', { side })}</dt>
              <dd>{statement}</dd>
            </div>
          ))}
          <div>
            <dt className="text-ink-2">{t('pattern')}</dt>
            <dd>
              {isPatternId(key.pattern) ? (
                <PatternLabel pattern={key.pattern} withDefinition />
              ) : (
                key.pattern
              )}
            </dd>
          </div>
          <div>
            <dt className="text-ink-2">{t('cosines')}</dt>
            <dd className="flex flex-wrap gap-x-3 num">
              <span className="text-semantic">
                {t('semantic', { value: cosine(key.semantic) })}
              </span>
              <span className="text-visual">{t('visual', { value: cosine(key.visual) })}</span>
              {demonstration && <DemonstrationMark />}
            </dd>
          </div>
          <div>
            <dt className="text-ink-2">{t('author')}</dt>
            <dd>{key.author}</dd>
          </div>
          {key.assisted !== 'none' && (
            <div>
              <dt className="text-ink-2">{t('assisted.label')}</dt>
              <dd>{t(`assisted.${key.assisted}`)}</dd>
            </div>
          )}
          {key.note && (
            <div>
              <dt className="text-ink-2">{t('note')}</dt>
              <dd className="whitespace-pre-wrap">{key.note}</dd>
            </div>
          )}
          {key.history.map((round, at) => (
            <div key={at}>
              <dt className="text-ink-2">
                {t('asked', { version: round.version, name: round.reviewer ?? common('noPerson') })}
              </dt>
              <dd className="whitespace-pre-wrap">
                {round.field !== null && (
                  <span className="block text-ink-2">{fields(round.field)}</span>
                )}
                {round.comment}
              </dd>
            </div>
          ))}
        </dl>
      </DecisionForm>
    </div>
  );
}
