'use client';
import { useTranslations } from 'next-intl';
import { cn } from '@/lib/ui/primitives/cn';
import type { ImageView } from '../rating-view';
import { ImageTrouble } from './image-trouble';
import type { TrialImageState } from './use-trial-images';

interface TrialPictureProps {
  trialId: string;
  image: ImageView;
  state: TrialImageState;
  onRetry(): void;
  className?: string;
}

/** An image under judgement, from edge to edge, or what stands in its place. */
export function TrialPicture({ trialId, image, state, onRetry, className }: TrialPictureProps) {
  const t = useTranslations('rating.answer');
  return (
    <div className={cn('relative flex-1 overflow-hidden bg-surround text-on-surround', className)}>
      {state.status === 'ready' && (
        // An object URL of bytes that are decoded already: next/image has nothing to add.
        // eslint-disable-next-line @next/next/no-img-element
        <img
          src={state.src}
          alt={t('image')}
          width={image.width}
          height={image.height}
          draggable={false}
          className="absolute inset-0 h-full w-full object-contain"
        />
      )}
      {state.status === 'loading' && (
        <p role="status" className="absolute inset-0 grid place-items-center">
          {t('loading')}
        </p>
      )}
      {state.status === 'failed' && <ImageTrouble trialId={trialId} onRetry={onRetry} />}
    </div>
  );
}
