'use client';
import { BookOpenText, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { createContext, useContext, useEffect, useRef, useState, type ReactNode } from 'react';
import { patternAnchor } from '@/lib/domain/guidelines';
import { useShortcuts } from '../keyboard/use-shortcuts';
import { IconButton } from '../primitives/icon-button';
import { GUIDE_COOKIE } from './guide-cookie';

interface Guide {
  open: boolean;
  setOpen: (open: boolean) => void;
  /** The guidelines, as the server made them. */
  content: ReactNode;
  /** A line about what is new; null when nothing is. */
  note: ReactNode;
  href: string;
}

const GuideContext = createContext<Guide | null>(null);

/** Puts the guidelines at hand on a working page. The parts below show nothing outside of it. */
export function GuideProvider(props: {
  initiallyOpen: boolean;
  content: ReactNode;
  note: ReactNode;
  /** Of the page with the guidelines. */
  href: string;
  children: ReactNode;
}) {
  const { initiallyOpen, content, note, href, children } = props;
  const [open, setOpen] = useState(initiallyOpen);
  const choose = (value: boolean): void => {
    setOpen(value);
    // A cookie, so that the server draws the page at once as it was left.
    document.cookie = `${GUIDE_COOKIE}=${value ? 'open' : ''}; path=/; max-age=31536000; samesite=lax`;
  };
  return (
    <GuideContext value={{ open, setOpen: choose, content, note, href }}>{children}</GuideContext>
  );
}

/** Opens and closes the panel, as does its key. */
export function GuideButton() {
  const guide = useContext(GuideContext);
  const t = useTranslations('guidelines.panel');
  useShortcuts(guide && { g: () => guide.setOpen(!guide.open) });
  if (!guide) return null;
  return (
    <IconButton
      label={t(guide.note === null ? 'open' : 'news')}
      shortcut="G"
      size="sm"
      variant="ghost"
      aria-expanded={guide.open}
      icon={<BookOpenText />}
      onClick={() => guide.setOpen(!guide.open)}
    />
  );
}

/** What is new in the guidelines, where there is anything. */
export function GuideNote() {
  return useContext(GuideContext)?.note ?? null;
}

/** The panel itself, at the pattern that is chosen. Beside the work where there is room, else above it. */
export function GuideAside({ pattern = null }: { pattern?: string | null }) {
  const guide = useContext(GuideContext);
  const t = useTranslations('guidelines.panel');
  const scroll = useRef<HTMLDivElement>(null);
  const open = guide?.open ?? false;
  useEffect(() => {
    const box = scroll.current;
    const section = pattern && box?.querySelector(`#${patternAnchor(pattern)}`);
    if (!open || !box || !section) return;
    // Not scrollIntoView: it would move the page, too.
    box.scrollTop += section.getBoundingClientRect().top - box.getBoundingClientRect().top - 8;
  }, [open, pattern]);
  if (!guide || !open) return null;
  return (
    <aside
      aria-label={t('open')}
      className="flex min-h-0 flex-col border-line bg-bg max-xl:fixed max-xl:inset-y-0 max-xl:right-0 max-xl:z-30 max-xl:w-[min(24rem,100vw)] max-xl:shadow-pop xl:w-72 xl:border-l 2xl:w-96"
    >
      <div className="flex items-center gap-3 border-b border-line px-4 py-1.5 text-sm">
        <span className="font-medium">{t('open')}</span>
        <Link href={guide.href} target="_blank" className="text-accent underline">
          {t('whole')}
        </Link>
        <IconButton
          label={t('close')}
          size="sm"
          icon={<X />}
          className="ml-auto"
          onClick={() => guide.setOpen(false)}
        />
      </div>
      <div
        ref={scroll}
        role="region"
        aria-label={t('open')}
        tabIndex={0}
        // Room below the end, so that the last pattern, too, comes to the top.
        className="min-h-0 flex-1 overflow-y-auto p-4 pb-[50dvh]"
      >
        {guide.content}
      </div>
    </aside>
  );
}
