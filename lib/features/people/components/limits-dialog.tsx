'use client';

import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { Button } from '@/lib/ui/primitives/button';
import { Dialog, DialogCancel } from '@/lib/ui/primitives/dialog';
import { Field, fieldAria } from '@/lib/ui/primitives/field';
import { Input } from '@/lib/ui/primitives/input';
import { useAct } from '@/lib/ui/session/use-act';
import { setMemberLimitsAction } from '../actions';
import type { MemberLimits } from '../set-limits';

interface LimitsDialogProps {
  project: string;
  member: { userId: string; name: string; limits: MemberLimits };
}

const LEAST = { maxQuestions: 0, maxOpen: 1 } as const;
const MOST = { maxQuestions: 100_000, maxOpen: 1000 } as const;

/** Null for an empty field, undefined for what is no such number. */
function numberIn(name: keyof typeof LEAST, text: string): number | null | undefined {
  if (text.trim() === '') return null;
  const value = Number(text);
  return Number.isInteger(value) && value >= LEAST[name] && value <= MOST[name] ? value : undefined;
}

/** Team and limits of a member; an empty field is no limit. */
export function LimitsDialog({ project, member }: LimitsDialogProps) {
  const t = useTranslations('people.limits');
  const common = useTranslations('common');
  const [pending, act] = useAct();
  const [open, setOpen] = useState(false);
  const [bad, setBad] = useState<readonly string[]>([]);
  const form = `limits-${member.userId}`;

  const save = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const maxQuestions = numberIn('maxQuestions', String(data.get('maxQuestions')));
    const maxOpen = numberIn('maxOpen', String(data.get('maxOpen')));
    setBad([
      ...(maxQuestions === undefined ? ['maxQuestions'] : []),
      ...(maxOpen === undefined ? ['maxOpen'] : []),
    ]);
    if (maxQuestions === undefined || maxOpen === undefined) return;
    const team = String(data.get('team')).trim() || null;
    act(
      (as) =>
        setMemberLimitsAction({ project, userId: member.userId, team, maxQuestions, maxOpen }, as),
      t('saved', { name: member.name }),
    );
    setOpen(false);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button
          variant="ghost"
          size="sm"
          className="-ml-2"
          aria-label={t('of', { name: member.name })}
        >
          {t('edit')}
        </Button>
      }
      title={t('of', { name: member.name })}
      description={t('text')}
      footer={
        <>
          <DialogCancel />
          <Button type="submit" form={form} variant="primary" loading={pending}>
            {common('save')}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={save} className="grid gap-4" noValidate>
        {(['maxQuestions', 'maxOpen'] as const).map((name) => {
          const error = bad.includes(name)
            ? t('bad', { least: LEAST[name], most: MOST[name] })
            : undefined;
          return (
            <Field key={name} id={name} label={t(name)} hint={t(`${name}Hint`)} error={error}>
              <Input
                id={name}
                name={name}
                width="number"
                inputMode="numeric"
                defaultValue={member.limits[name] ?? ''}
                {...fieldAria({ id: name, hint: t(`${name}Hint`), error })}
              />
            </Field>
          );
        })}
        <Field id="team" label={t('team')} hint={t('teamHint')}>
          <Input
            id="team"
            name="team"
            width="short"
            maxLength={60}
            defaultValue={member.limits.team ?? ''}
            {...fieldAria({ id: 'team', hint: t('teamHint'), error: undefined })}
          />
        </Field>
      </form>
    </Dialog>
  );
}
