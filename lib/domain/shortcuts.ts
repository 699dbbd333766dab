/**
 * The keys of the working screens that a person may choose himself. Components bind the key that a
 * command has by default; which key stands for it is decided in one place (lib/ui/keyboard).
 */

export const COMMANDS = [
  { id: 'question', group: 'write', key: 'q' },
  { id: 'option-one', group: 'write', key: '1' },
  { id: 'option-two', group: 'write', key: '2' },
  { id: 'skip', group: 'write', key: 'k' },
  { id: 'cant-tell', group: 'review', key: '3' },
  { id: 'approve', group: 'review', key: 'a' },
  { id: 'ask-changes', group: 'review', key: 'r' },
  { id: 'reject', group: 'review', key: 'x' },
  { id: 'side-by-side', group: 'look', key: 's' },
  { id: 'stack', group: 'look', key: 'v' },
  { id: 'flip', group: 'look', key: 't' },
  { id: 'swipe', group: 'look', key: 'w' },
  { id: 'edge-left', group: 'look', key: '[' },
  { id: 'edge-right', group: 'look', key: ']' },
  { id: 'difference', group: 'look', key: 'd' },
  { id: 'amplify', group: 'look', key: 'm' },
  { id: 'lens', group: 'look', key: 'l' },
  { id: 'zoom-in', group: 'look', key: '+' },
  { id: 'zoom-out', group: 'look', key: '-' },
  { id: 'fit', group: 'look', key: '0' },
  { id: 'guidelines', group: 'help', key: 'g' },
  { id: 'help', group: 'help', key: '?' },
] as const;

export type CommandId = (typeof COMMANDS)[number]['id'];
export const COMMAND_GROUPS = ['write', 'review', 'look', 'help'] as const;
export type CommandGroup = (typeof COMMAND_GROUPS)[number];

/** What a person has chosen; commands that are absent keep their default. */
export type ChosenKeys = Readonly<Partial<Record<CommandId, string>>>;

/** What a person has settled about keys. */
export interface OwnKeys {
  chosen: ChosenKeys;
  /**
   * False: no key of one character does anything by itself. Who dictates, or whose hand brushes keys, would else
   * set off commands with each word (WCAG 2.1.4).
   */
  single: boolean;
}

export const DEFAULT_KEYS: OwnKeys = { chosen: {}, single: true };

export const COMMAND_IDS = COMMANDS.map(({ id }) => id) as [CommandId, ...CommandId[]];

/** One visible character, as KeyboardEvent.key gives it in lower case. Space and named keys belong to the page. */
export const isBindable = (key: string): boolean =>
  /^[\p{L}\p{N}\p{P}\p{S}]$/u.test(key) && key === key.toLowerCase();

/** The key of every command. */
export function keysOf(chosen: ChosenKeys): Readonly<Record<CommandId, string>> {
  return Object.fromEntries(COMMANDS.map(({ id, key }) => [id, chosen[id] ?? key])) as Record<
    CommandId,
    string
  >;
}

/** Two commands on one key, if there are any. */
export function clash(
  chosen: ChosenKeys,
): { key: string; commands: [CommandId, CommandId] } | null {
  const taken = new Map<string, CommandId>();
  for (const [id, key] of Object.entries(keysOf(chosen)) as [CommandId, string][]) {
    const other = taken.get(key);
    if (other) return { key, commands: [other, id] };
    taken.set(key, id);
  }
  return null;
}

/**
 * What was stored, as far as this version understands it. Where two would have one key, as when a newer
 * version brings a command with a key that a person had chosen, the chosen one falls back to its default.
 */
export function readChosen(stored: unknown): ChosenKeys {
  if (typeof stored !== 'object' || stored === null) return {};
  const rows = stored as Record<string, unknown>;
  const chosen: Partial<Record<CommandId, string>> = {};
  for (const { id } of COMMANDS) {
    const key = Object.hasOwn(rows, id) ? rows[id] : undefined;
    if (typeof key === 'string' && isBindable(key)) chosen[id] = key;
  }
  for (let found = clash(chosen); found; found = clash(chosen)) {
    const own = found.commands.find((id) => chosen[id] !== undefined);
    // Defaults do not clash: one of the two was chosen.
    if (own === undefined) return {};
    delete chosen[own];
  }
  return chosen;
}

/** A letter, digit, sign or space, and no named key, as KeyboardEvent.key gives it. */
export const isSingle = (pressed: string): boolean => [...pressed].length === 1;

/**
 * The default key that a pressed one stands for: what components know. Null when the key was taken from
 * its command and given to none, and for every key of one character where these are off.
 */
export function meantKey({ chosen, single }: OwnKeys, pressed: string): string | null {
  if (!single && isSingle(pressed)) return null;
  const keys = keysOf(chosen);
  const command = COMMANDS.find(({ id }) => keys[id] === pressed);
  if (command) return command.key;
  return COMMANDS.some(({ key }) => key === pressed) ? null : pressed;
}

/** The key that stands for a default one: what is shown. Null where no key does. */
export function shownKey({ chosen, single }: OwnKeys, key: string): string | null {
  const command = COMMANDS.find((one) => one.key === key);
  if (!command) return key;
  return single ? (chosen[command.id] ?? command.key) : null;
}
