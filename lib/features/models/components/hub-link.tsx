import { useTranslations } from 'next-intl';

interface HubLinkProps {
  repository: string;
  /** A commit, or null where the first download pins it. */
  revision: string | null;
}

/** For a reader's browser: the public hub, whatever mirror the server downloads from. */
const HUB = 'https://huggingface.co';

export function HubLink({ repository, revision }: HubLinkProps) {
  const t = useTranslations('models');
  return (
    <>
      <a
        className="wrap-anywhere link"
        href={`${HUB}/${repository}/tree/${revision ?? 'main'}`}
        rel="noreferrer"
      >
        {repository}
      </a>
      <span className="block text-sm text-ink-2">
        {revision === null ? (
          t('notPinned')
        ) : (
          <>
            {t('revision')} <code className="wrap-anywhere">{revision}</code>
          </>
        )}
      </span>
    </>
  );
}
