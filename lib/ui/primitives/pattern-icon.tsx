import {
  Camera,
  Cog,
  Compass,
  ListOrdered,
  MapPin,
  Palette,
  RefreshCw,
  Search,
  Type,
  type LucideIcon,
} from 'lucide-react';
import type { PatternId } from '@/lib/domain/patterns';

/** The icons of the paper's Figure 5: compass, magnifier, cycle, list, pin, palette, gears, A, camera. */
const ICONS: Record<PatternId, LucideIcon> = {
  orientation: Compass,
  presence: Search,
  state: RefreshCw,
  quantity: ListOrdered,
  positional: MapPin,
  color: Palette,
  structural: Cog,
  text: Type,
  viewpoint: Camera,
};

export function PatternIcon({ pattern, size = 16 }: { pattern: PatternId; size?: number }) {
  const Icon = ICONS[pattern];
  return <Icon size={size} strokeWidth={1.75} aria-hidden className="shrink-0" />;
}
