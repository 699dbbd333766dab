import {
  Activity,
  BookOpenText,
  ChartNoAxesGantt,
  CircleHelp,
  Cpu,
  House,
  Images,
  ListChecks,
  PackageCheck,
  PencilLine,
  ScanEye,
  ScrollText,
  Settings,
  SquareStack,
  UserRound,
  Users,
  UsersRound,
  type LucideIcon,
} from 'lucide-react';

/** Icons by name, so that server pages can hand a navigation to the client shell. */
export const NAV_ICONS = {
  home: House,
  images: Images,
  pairs: SquareStack,
  bench: PencilLine,
  review: ScanEye,
  guidelines: BookOpenText,
  studies: UsersRound,
  checks: ListChecks,
  releases: PackageCheck,
  results: ChartNoAxesGantt,
  models: Cpu,
  jobs: Activity,
  audit: ScrollText,
  people: Users,
  me: UserRound,
  settings: Settings,
  help: CircleHelp,
} as const satisfies Record<string, LucideIcon>;

export type NavIcon = keyof typeof NAV_ICONS;
