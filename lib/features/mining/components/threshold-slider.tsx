import { STEP } from '../slider-steps';

interface ThresholdSliderProps {
  id: string;
  kind: 'semantic' | 'visual';
  /** With the value: it is what the eye follows. */
  label: string;
  min: number;
  max: number;
  value: number;
  onChange: (value: number) => void;
}

const COLOURS = {
  semantic: 'accent-semantic text-semantic',
  visual: 'accent-visual text-visual',
} as const;

/** A native slider in its encoder's colour; arrow keys move it by a thousandth. */
export function ThresholdSlider({ id, kind, label, onChange, ...range }: ThresholdSliderProps) {
  return (
    <div className={COLOURS[kind]}>
      <label htmlFor={id} className="font-medium num">
        {label}
      </label>
      <input
        {...range}
        id={id}
        type="range"
        step={STEP}
        onChange={(event) => onChange(event.target.valueAsNumber)}
        className="block h-6 touch-target w-full"
      />
    </div>
  );
}
