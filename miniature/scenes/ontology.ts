/** What a scene may contain: 130 classes in four kinds, and the values of each detail. */

/**
 * view: has a side and a front picture; state: has pictures of its states;
 * directed: one picture with a direction; plain: one picture without.
 */
export type ClassKind = 'view' | 'state' | 'directed' | 'plain';

export interface SceneClass {
  kind: ClassKind;
  /** Variant (side, front, a state, or "only") -> icon name in Fluent Emoji Flat. */
  sprites: Readonly<Record<string, string>>;
}

const VIEWS = `car automobile oncoming-automobile;taxi taxi oncoming-taxi;police-car police-car oncoming-police-car;bus bus oncoming-bus;dog dog dog-face;cat cat cat-face;cow cow cow-face;pig pig pig-face;mouse mouse mouse-face;rabbit rabbit rabbit-face;horse horse horse-face;tiger tiger tiger-face;dragon dragon dragon-face;monkey monkey monkey-face;chick baby-chick front-facing-baby-chick;train railway-car train`;

const STATES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  book: { open: 'open-book', closed: 'closed-book' },
  umbrella: { open: 'umbrella', closed: 'closed-umbrella' },
  lock: { locked: 'locked', unlocked: 'unlocked' },
  moon: { full: 'full-moon', crescent: 'crescent-moon', half: 'first-quarter-moon' },
  bell: { ringing: 'bell', muted: 'bell-with-slash' },
  smiley: {
    happy: 'grinning-face-with-big-eyes',
    crying: 'loudly-crying-face',
    sleeping: 'sleeping-face',
    angry: 'angry-face',
  },
  kitten: {
    happy: 'grinning-cat-with-smiling-eyes',
    crying: 'crying-cat',
    angry: 'pouting-cat',
  },
  hourglass: { finished: 'hourglass-done', running: 'hourglass-not-done' },
  battery: { charged: 'battery', low: 'low-battery' },
  folder: { open: 'open-file-folder', closed: 'file-folder' },
  camera: { idle: 'camera', flashing: 'camera-with-flash' },
  speaker: { loud: 'speaker-high-volume', muted: 'muted-speaker' },
  heart: { whole: 'red-heart', broken: 'broken-heart' },
  mailbox: {
    raised: 'closed-mailbox-with-raised-flag',
    lowered: 'closed-mailbox-with-lowered-flag',
    open: 'open-mailbox-with-lowered-flag',
  },
  thumb: { up: 'thumbs-up', down: 'thumbs-down' },
  sunshine: { clear: 'sun', smiling: 'sun-with-face', cloudy: 'sun-behind-cloud' },
  chain: { whole: 'chains', broken: 'broken-chain' },
  nest: { empty: 'empty-nest', filled: 'nest-with-eggs' },
  house: { plain: 'house', garden: 'house-with-garden', derelict: 'derelict-house' },
  cloud: { dry: 'cloud', raining: 'cloud-with-rain', snowing: 'cloud-with-snow' },
};

const DIRECTED = `airplane sailboat bicycle motorcycle elephant fish duck snail turtle guitar trumpet key hammer scissors pistol:water-pistol tractor ambulance fire-engine locomotive helicopter rocket camel crocodile whale swan penguin parrot lizard snake t-rex giraffe kangaroo ram goat deer zebra bison hedgehog otter rooster fishing-pole microscope telescope axe`;

const PLAIN = `apple:red-apple pear banana watermelon lemon pizza bread cookie doughnut hamburger cheese:cheese-wedge pineapple carrot tomato avocado pumpkin:jack-o-lantern cake:birthday-cake cupcake pancakes croissant strawberry peach eggplant pretzel chair couch:couch-and-lamp backpack teapot cup:hot-beverage balloon gift:wrapped-gift drum basketball hat:top-hat boot:hiking-boot shirt:t-shirt tent tree:deciduous-tree cactus tulip sunflower mushroom lamp:light-bulb candle robot teddy:teddy-bear trophy television vase:amphora mug:beer-mug`;

/** Classes that may be shown bitten, halved or cracked. */
export const CUTTABLE: ReadonlySet<string> = new Set(
  `apple pear banana watermelon lemon pizza bread cookie doughnut hamburger cheese pineapple carrot tomato avocado pumpkin cake cupcake pancakes croissant strawberry peach eggplant pretzel balloon gift drum basketball vase mug teapot hat`.split(
    ' ',
  ),
);

const single = (list: string, kind: ClassKind): [string, SceneClass][] =>
  list.split(' ').map((entry) => {
    const [name = '', icon = name] = entry.split(':');
    return [name, { kind, sprites: { only: icon } }];
  });

/** Insertion order is part of the seeded drawing of a class; the weights depend on it. */
export const CLASSES: ReadonlyMap<string, SceneClass> = new Map<string, SceneClass>([
  ...VIEWS.split(';').map((entry): [string, SceneClass] => {
    const [name = '', side = '', front = ''] = entry.split(' ');
    return [name, { kind: 'view', sprites: { side, front } }];
  }),
  ...Object.entries(STATES).map(([name, sprites]): [string, SceneClass] => [
    name,
    { kind: 'state', sprites },
  ]),
  ...single(DIRECTED, 'directed'),
  ...single(PLAIN, 'plain'),
]);
export const CLASS_NAMES: readonly string[] = [...CLASSES.keys()];

/** Small extra object in a corner -> icon name. */
export const FEATURES: Readonly<Record<string, string>> = {
  butterfly: 'butterfly',
  star: 'star',
  crown: 'crown',
  bow: 'ribbon',
  ladybug: 'lady-beetle',
  coin: 'coin',
  flower: 'hibiscus',
  bee: 'honeybee',
  bone: 'bone',
  leaf: 'maple-leaf',
  snowflake: 'snowflake',
  feather: 'feather',
};

export const SIGN_WORDS = 'STOP OPEN SALE CAFE EXIT HELP LOVE ZOO 3:15 7:30 9:45 12:00'.split(' ');

export type Rgb = readonly [number, number, number];

/** Tints of the main object, sRGB 0..255. */
export const COLOURS: Readonly<Record<string, Rgb>> = {
  red: [225, 40, 40],
  green: [50, 170, 60],
  blue: [50, 90, 225],
  purple: [150, 60, 190],
  yellow: [245, 205, 40],
  pink: [245, 120, 180],
};

export const BACKGROUNDS = [
  'grass',
  'beach',
  'snow',
  'night',
  'sea',
  'road',
  'desert',
  'room',
  'brick',
  'wood',
  'checkered',
  'sunset',
] as const;
export type BackgroundKind = (typeof BACKGROUNDS)[number];

/** The class of a name; throws for a name that is not in the ontology. */
export function sceneClass(name: string): SceneClass {
  const found = CLASSES.get(name);
  if (!found) throw new RangeError(`"${name}" is not a scene class.`);
  return found;
}
