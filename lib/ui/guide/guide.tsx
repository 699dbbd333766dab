'use client';
import { BookOpenText, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { Dialog } from 'radix-ui';
import { createContext, useContext, useEffect, useRef, useState, type ReactNode } from 'react';
import { patternAnchor } from '@/lib/domain/guidelines';
import { useShortcuts } from '../keyboard/use-shortcuts';
import { buttonStyle } from '../primitives/button-style';
import { IconButton } from '../primitives/icon-button';
import { useMedia } from '../primitives/use-media';
import { useReturnFocus } from '../primitives/use-return-focus';
import { GUIDE_COOKIE } from './guide-cookie';

interface Guide {
  /** There is room for the guidelines beside the work. */
  wide: boolean;
  /** Beside the work, as the person left them. */
  beside: boolean;
  /** Over the work, where there is no room; never by itself. */
  drawer: boolean;
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
  const wide = useMedia(WIDE, true);
  const [beside, setBeside] = useState(initiallyOpen);
  const [drawer, setDrawer] = useState(false);
  const setOpen = (value: boolean): void => {
    if (!wide) return setDrawer(value);
    setBeside(value);
    // A cookie, so that the server draws the page at once as it was left.
    document.cookie = `${GUIDE_COOKIE}=${value ? 'open' : ''}; path=/; max-age=31536000; samesite=lax`;
  };
  return (
    <GuideContext value={{ wide, beside, drawer: drawer && !wide, setOpen, content, note, href }}>
      {children}
    </GuideContext>
  );
}

/** Tailwind's `xl`, from which on the work stands in columns. */
const WIDE = '(min-width: 80rem)';

/** Id of the button, which has the focus again when the panel is closed from within. */
const OPENER = 'guide-opener';

/** Opens and closes the panel, as does its key. */
export function GuideButton() {
  const guide = useContext(GuideContext);
  const t = useTranslations('guidelines.panel');
  const open = guide !== null && (guide.wide ? guide.beside : guide.drawer);
  useShortcuts(guide && { g: () => guide.setOpen(!open) });
  if (!guide) return null;
  return (
    <IconButton
      id={OPENER}
      label={t(guide.note === null ? 'open' : 'news')}
      shortcut="G"
      size="sm"
      variant="ghost"
      aria-expanded={open}
      // Below it stands the cross that closes the panel, whose heading says the name.
      tipMuted={open}
      icon={<BookOpenText />}
      onClick={() => guide.setOpen(!open)}
    />
  );
}

/** What is new in the guidelines, where there is anything; `apart` from what comes below on a page of text. */
export function GuideNote({ apart = false }: { apart?: boolean }) {
  const note = useContext(GuideContext)?.note ?? null;
  return apart && note !== null ? <div className="mb-5">{note}</div> : note;
}

/**
 * The guidelines at the pattern that is chosen: beside the work where there is room, else a drawer over it
 * that Escape closes, so that they never lie over what somebody is writing.
 */
export function GuideAside({ pattern = null }: { pattern?: string | null }) {
  const guide = useContext(GuideContext);
  const t = useTranslations('guidelines.panel');
  const returnFocus = useReturnFocus();
  if (!guide) return null;
  const close = (): void => {
    guide.setOpen(false);
    document.getElementById(OPENER)?.focus();
  };
  const whole = (
    <>
      <span className="font-medium">{t('open')}</span>
      <Link href={guide.href} target="_blank" className="text-accent underline">
        {t('whole')}
      </Link>
    </>
  );
  return (
    <>
      {guide.beside && (
        <aside
          aria-label={t('open')}
          onKeyDown={(event) => {
            if (event.key === 'Escape' && !event.nativeEvent.isComposing) close();
          }}
          className="hidden min-h-0 flex-col border-l border-line bg-bg xl:flex xl:w-72 2xl:w-96"
        >
          <div className="flex items-center gap-3 border-b border-line px-4 py-1.5 text-sm">
            {whole}
            <IconButton
              label={t('close')}
              size="sm"
              icon={<X />}
              className="ml-auto"
              onClick={close}
            />
          </div>
          <GuideText guide={guide} pattern={pattern} />
        </aside>
      )}
      <Dialog.Root open={guide.drawer} onOpenChange={guide.setOpen}>
        <Dialog.Portal>
          <Dialog.Overlay className="fixed inset-0 z-40 bg-scrim" />
          <Dialog.Content
            aria-describedby={undefined}
            {...returnFocus}
            className="fixed inset-y-0 right-0 z-50 flex w-[min(24rem,100vw)] flex-col bg-bg shadow-pop"
          >
            <Dialog.Title className="sr-only">{t('open')}</Dialog.Title>
            <div className="flex items-center gap-3 border-b border-line px-4 py-1.5 text-sm">
              {whole}
              {/* No tooltip here: it would open with the drawer and take the first Escape. */}
              <Dialog.Close
                aria-label={t('close')}
                className={buttonStyle('ghost', 'sm', 'ml-auto w-7 px-0')}
              >
                <X aria-hidden />
              </Dialog.Close>
            </div>
            <GuideText guide={guide} pattern={pattern} />
          </Dialog.Content>
        </Dialog.Portal>
      </Dialog.Root>
    </>
  );
}

function GuideText({ guide, pattern }: { guide: Guide; pattern: string | null }) {
  const t = useTranslations('guidelines.panel');
  const scroll = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const box = scroll.current;
    const section = pattern && box?.querySelector(`#${patternAnchor(pattern)}`);
    if (!box || !section) return;
    // Not scrollIntoView: it would move the page, too.
    box.scrollTop += section.getBoundingClientRect().top - box.getBoundingClientRect().top - 8;
  }, [pattern]);
  return (
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
  );
}
