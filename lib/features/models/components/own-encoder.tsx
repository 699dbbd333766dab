import { useTranslations } from 'next-intl';
import { CopyButton } from '@/lib/ui/primitives/copy-button';
import { Section } from '@/lib/ui/primitives/section';

const COMMAND =
  'blindpair models add resnet.onnx --role visual --output features --pooling positions --preprocessing imagenet --licence MIT';

/** A command to run on the server, in one piece to copy. */
export function Command({ text }: { text: string }) {
  const t = useTranslations('models');
  return (
    <div className="mt-2 flex max-w-4xl flex-wrap items-start gap-2">
      <pre
        tabIndex={0}
        role="group"
        aria-label={t('command')}
        className="min-w-0 flex-1 basis-64 overflow-x-auto border border-line bg-sunken px-3 py-1.5 text-sm wrap-anywhere whitespace-pre-wrap"
      >
        <code>{text}</code>
      </pre>
      <CopyButton text={text} />
    </div>
  );
}

/** Registering a graph of one's own needs its files on the server: the page says how and does not pretend. */
export function OwnEncoder() {
  const t = useTranslations('models.own');
  return (
    <Section id="own" title={t('title')} description={t('text')}>
      <Command text={COMMAND} />
      <p className="mt-2 measure text-sm text-ink-2">
        {t.rich('more', { code: (words) => <code>{words}</code> })}
      </p>
    </Section>
  );
}
