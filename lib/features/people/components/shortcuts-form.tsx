'use client';

import { useTranslations } from 'next-intl';
import { useState, type KeyboardEvent } from 'react';
import {
  COMMANDS,
  COMMAND_GROUPS,
  isBindable,
  keysOf,
  type ChosenKeys,
  type CommandId,
} from '@/lib/domain/shortcuts';
import { Button } from '@/lib/ui/primitives/button';
import { Kbd } from '@/lib/ui/primitives/kbd';
import { useAct } from '@/lib/ui/session/use-act';
import { chooseShortcutsAction } from '../actions';

/** Every command with its key. A key that another command has is swapped with it, so that none is lost. */
export function ShortcutsForm({ chosen }: { chosen: ChosenKeys }) {
  const t = useTranslations('auth.shortcuts');
  const [pending, act] = useAct();
  const [listening, setListening] = useState<CommandId | null>(null);
  const [unfit, setUnfit] = useState<string | null>(null);
  const keys = keysOf(chosen);

  const store = (next: ChosenKeys, done: string): void =>
    act(
      (as) => chooseShortcutsAction({ keys: next }, as),
      done,
      (as) => chooseShortcutsAction({ keys: chosen }, as),
    );

  const choose = (id: CommandId, key: string): void => {
    const other = COMMANDS.find((one) => one.id !== id && keys[one.id] === key)?.id;
    const next = { ...chosen, [id]: key, ...(other ? { [other]: keys[id] } : {}) };
    setListening(null);
    if (keys[id] === key) return;
    store(
      next,
      other
        ? t('swapped', { key: key.toUpperCase(), command: t(`command.${other}`) })
        : t('saved', { key: key.toUpperCase(), command: t(`command.${id}`) }),
    );
  };

  const onKey = (id: CommandId) => (event: KeyboardEvent) => {
    if (listening !== id) return;
    // A key that an input method takes is not the key that was pressed.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (event.key === 'Tab' || event.ctrlKey || event.metaKey || event.altKey) return;
    if (['Shift', 'CapsLock', 'AltGraph'].includes(event.key)) return;
    event.preventDefault();
    const key = event.key.toLowerCase();
    setUnfit(null);
    if (event.key === 'Escape') setListening(null);
    else if (isBindable(key)) choose(id, key);
    else setUnfit(event.key === ' ' ? '␣' : event.key);
  };

  return (
    <div className="flex max-w-3xl flex-col gap-5">
      {COMMAND_GROUPS.map((group) => (
        <section key={group}>
          <h3 className="mb-1 text-sm text-ink-2">{t(`group.${group}`)}</h3>
          <ul className="divide-y divide-line border-y border-line">
            {COMMANDS.filter((one) => one.group === group).map(({ id }) => (
              <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-1.5">
                <span className="flex-1">{t(`command.${id}`)}</span>
                {listening === id && (
                  <span role="status" className="text-sm text-ink-2">
                    {unfit === null ? t('press') : t('unfit', { key: unfit })}
                  </span>
                )}
                <Button
                  size="sm"
                  disabled={pending}
                  aria-pressed={listening === id}
                  aria-label={t('change', {
                    command: t(`command.${id}`),
                    key: keys[id].toUpperCase(),
                  })}
                  onClick={() => {
                    setUnfit(null);
                    setListening(listening === id ? null : id);
                  }}
                  onKeyDown={onKey(id)}
                  onBlur={() => setListening(null)}
                >
                  <Kbd className="pointer-coarse:inline-flex">{keys[id].toUpperCase()}</Kbd>
                </Button>
              </li>
            ))}
          </ul>
        </section>
      ))}
      <div>
        <Button
          disabled={pending || Object.keys(chosen).length === 0}
          onClick={() => store({}, t('resetDone'))}
        >
          {t('reset')}
        </Button>
      </div>
    </div>
  );
}
