/**
 * The nine visual patterns of Tong et al. (arXiv 2401.06209), in the paper's order, which every
 * screen and file keeps. `vlmType` is the folder and Type name in the MMVP-VLM data set, `icon` the
 * name in lucide.
 */
export const PATTERNS = [
  { id: 'orientation', name: 'Orientation and Direction', vlmType: 'Orientation', icon: 'compass' },
  { id: 'presence', name: 'Presence of Specific Features', vlmType: 'Presence', icon: 'search' },
  { id: 'state', name: 'State and Condition', vlmType: 'State', icon: 'refresh-cw' },
  { id: 'quantity', name: 'Quantity and Count', vlmType: 'Quantity', icon: 'list-ordered' },
  {
    id: 'positional',
    name: 'Positional and Relational Context',
    vlmType: 'Spatial',
    icon: 'map-pin',
  },
  { id: 'color', name: 'Color and Appearance', vlmType: 'Color', icon: 'palette' },
  {
    id: 'structural',
    name: 'Structural and Physical Characteristics',
    vlmType: 'Structural Character',
    icon: 'cog',
  },
  { id: 'text', name: 'Text', vlmType: 'Text', icon: 'type' },
  {
    id: 'viewpoint',
    name: 'Viewpoint and Perspective',
    vlmType: 'Camera Perspective',
    icon: 'camera',
  },
] as const;

export type Pattern = (typeof PATTERNS)[number];
export type PatternId = Pattern['id'];
export type VlmType = Pattern['vlmType'];

export const PATTERN_IDS = PATTERNS.map((pattern) => pattern.id) as [PatternId, ...PatternId[]];

export const isPatternId = (value: string): value is PatternId =>
  PATTERNS.some((pattern) => pattern.id === value);

export function patternById(id: PatternId): Pattern {
  // Every PatternId is the id of an entry by construction.
  return PATTERNS.find((pattern) => pattern.id === id) as Pattern;
}

/** Stands where a question's pattern is not known, as in imported benchmarks. None of the nine. */
export const UNKNOWN_PATTERN = 'unknown';
