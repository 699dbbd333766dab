'use client';
import type { EncoderRole } from '@/lib/domain/encoders';
import { boxOf, type SeenBox } from '@/lib/domain/lens/seen-box';
import type { CompareImage } from '../image-sources';
import { useScale } from '../use-zoom';
import type { ViewStore } from '../view-store';
import { boxFor, type LensView, type Side } from './use-lens-view';

/** The two encoders' marks differ by their line, too: the semantic one's is dashed. */
const LINE: Readonly<Record<EncoderRole, { stroke: string; dash?: readonly number[] }>> = {
  semantic: { stroke: '#ffb84d', dash: [5, 4] },
  visual: { stroke: '#35e0cd' },
};

/** On an image: the patch that is looked at, or, where that lies in the other one, its best matches. */
export function PatchMarks(props: {
  image: CompareImage;
  side: Side;
  store: ViewStore;
  lens: LensView;
}) {
  const { image, side, store, lens } = props;
  const { layer } = store;
  const here = lens.spot?.side === side;
  return (
    <svg
      ref={layer}
      aria-hidden
      viewBox={`0 0 ${image.width} ${image.height}`}
      className="pointer-events-none absolute inset-0 size-full"
    >
      {here
        ? lens.found
            .slice(-1)
            .map(({ eye, patch, role }) => (
              <Mark
                key={role}
                image={image}
                store={store}
                box={boxOf(eye.match, boxFor(eye, side), patch)}
                stroke="#ffffff"
              />
            ))
        : [...lens.found].reverse().map(({ eye, match, role }, k, [first]) => (
            <Mark
              key={role}
              image={image}
              store={store}
              box={boxOf(eye.match, boxFor(eye, side), match)}
              // Both mean the same patch: the dashes lie on the line, and nothing is hidden.
              bare={k > 0 && first?.match === match && first.eye.match.rows === eye.match.rows}
              {...LINE[role]}
            />
          ))}
    </svg>
  );
}

/** A coloured line in a black one: seen on any photograph. */
export function Mark(props: {
  image: CompareImage;
  box: SeenBox;
  store: ViewStore;
  stroke: string;
  dash?: readonly number[];
  /** Without the black line around. */
  bare?: boolean;
}) {
  const { image, box, store, stroke, dash, bare = false } = props;
  // A transform of the whole drawing scales its lines: undone here, so that they stay lines.
  const scale = useScale(store, (now) => Math.round(now * 20) / 20);
  const shape = {
    x: box.left * image.width,
    y: box.top * image.height,
    width: box.width * image.width,
    height: box.height * image.height,
    fill: 'none',
    vectorEffect: 'non-scaling-stroke',
  } as const;
  return (
    <>
      {!bare && <rect {...shape} stroke="#000000" strokeWidth={5 / scale} />}
      <rect
        {...shape}
        stroke={stroke}
        strokeWidth={2.5 / scale}
        strokeDasharray={dash?.map((length) => length / scale).join(' ')}
      />
    </>
  );
}
