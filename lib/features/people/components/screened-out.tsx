import { useTranslations } from 'next-intl';
import { HandInCode } from '@/lib/ui/shell/hand-in-code';
import type { ScreenOut } from '../view-join';

/** The study takes no more people, or has nothing for this one: said calmly, with a code where there is one. */
export function ScreenedOut({ text, screenOut }: { text: string; screenOut: ScreenOut | null }) {
  const t = useTranslations('rating');
  return (
    <div className="grid gap-4">
      <p role="status">{text}</p>
      {screenOut !== null && (
        <HandInCode
          code={screenOut.code}
          handIn={screenOut.handIn}
          label={t('handIn.screenOut')}
          hint={t('done.codeHint')}
        />
      )}
    </div>
  );
}
