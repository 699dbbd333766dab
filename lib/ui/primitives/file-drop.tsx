'use client';

import { FolderOpen, Upload, X } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useRef, useState, type ReactNode } from 'react';
import { Button } from './button';
import { cn } from './cn';
import { filesOf } from './dropped-files';
import { formatBytes } from './format-bytes';
import { IconButton } from './icon-button';

interface FileDropProps {
  id: string;
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  accept?: string;
  multiple?: boolean;
  /** Offers to take a whole folder too. */
  directory?: boolean;
  files: readonly File[];
  onFiles: (files: File[]) => void;
  disabled?: boolean;
}

/** Names shown before "and n more": enough to recognise the choice, few enough to stay in view. */
const SHOWN = 6;

export function FileDrop({
  id,
  name,
  label,
  hint,
  accept,
  multiple = false,
  directory = false,
  files,
  onFiles,
  disabled = false,
}: FileDropProps) {
  const t = useTranslations('common.files');
  const locale = useLocale();
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const take = (added: readonly File[]): void => {
    if (added.length > 0) onFiles(multiple ? [...files, ...added] : added.slice(0, 1));
  };
  const picker = {
    type: 'file',
    tabIndex: -1,
    className: 'sr-only',
    disabled,
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => {
      take([...(event.target.files ?? [])]);
      // Otherwise choosing the same file again would change nothing.
      event.target.value = '';
    },
  } as const;
  const size = formatBytes(
    files.reduce((sum, file) => sum + file.size, 0),
    locale,
  );

  return (
    <div>
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      {hint !== undefined && (
        <p id={`${id}-hint`} className="measure text-sm text-ink-2">
          {hint}
        </p>
      )}
      <div
        onDragOver={(event) => {
          event.preventDefault();
          setOver(!disabled);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          if (!disabled) void filesOf(event.dataTransfer).then(take);
        }}
        className={cn(
          'mt-2 flex min-h-28 flex-wrap items-center justify-center gap-2 rounded border border-dashed border-line-strong bg-sunken p-4 text-ink-2 transition-colors',
          over && 'border-solid border-accent bg-accent-soft',
        )}
      >
        <span className="hidden sm:inline">{t('drop')}</span>
        <input {...picker} ref={input} id={id} name={name} accept={accept} multiple={multiple} />
        <Button
          icon={<Upload />}
          disabled={disabled}
          aria-describedby={hint === undefined ? undefined : `${id}-hint`}
          onClick={() => input.current?.click()}
        >
          {t('choose')}
        </Button>
        {directory && (
          <>
            <input
              {...picker}
              ref={folder}
              aria-label={t('chooseFolder')}
              {...{ webkitdirectory: '' }}
            />
            <Button
              icon={<FolderOpen />}
              disabled={disabled}
              onClick={() => folder.current?.click()}
            >
              {t('chooseFolder')}
            </Button>
          </>
        )}
      </div>
      <div aria-live="polite">
        {files.length > 0 && (
          <p className="mt-3 flex items-center justify-between text-sm text-ink-2 num">
            {t('chosen', { count: files.length, size })}
            <Button variant="ghost" size="sm" disabled={disabled} onClick={() => onFiles([])}>
              {t('clear')}
            </Button>
          </p>
        )}
      </div>
      {files.length > 0 && (
        <ul className="border-y border-line">
          {files.slice(0, SHOWN).map((file, index) => (
            <li
              key={`${file.name}-${index}`}
              className="flex items-center gap-3 border-b border-line py-0.5 last:border-0"
            >
              <span className="min-w-0 flex-1 truncate">
                {file.webkitRelativePath || file.name}
              </span>
              <span className="text-sm text-ink-2 num">{formatBytes(file.size, locale)}</span>
              <IconButton
                label={t('remove', { name: file.name })}
                icon={<X />}
                size="sm"
                disabled={disabled}
                onClick={() => onFiles(files.filter((_, at) => at !== index))}
              />
            </li>
          ))}
          {files.length > SHOWN && (
            <li className="py-2 text-sm text-ink-2 num">
              {t('more', { count: files.length - SHOWN })}
            </li>
          )}
        </ul>
      )}
    </div>
  );
}
