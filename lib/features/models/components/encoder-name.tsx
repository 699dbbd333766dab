import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Badge } from '@/lib/ui/primitives/status';

interface EncoderNameProps {
  project: string;
  encoder: { id: string; name: string; miniature?: boolean };
}

/** The name leads to the encoder's page; the id is what commands and files call it. */
export function EncoderName({ project, encoder }: EncoderNameProps) {
  const t = useTranslations('models');
  return (
    <div className="min-w-44">
      <Link className="font-medium text-accent" href={`/p/${project}/models/${encoder.id}`}>
        {encoder.name}
      </Link>
      {encoder.miniature === true && <Badge className="ml-2">{t('miniature')}</Badge>}
      <code className="block text-sm text-ink-2">{encoder.id}</code>
      {encoder.miniature === true && (
        <span className="block text-sm font-normal text-ink-2">{t('miniatureShort')}</span>
      )}
    </div>
  );
}
