/** The places where scenes happen, and the large surface whose colour can change in each. */

export interface Place {
  indoors: boolean;
  /** In captions: "a dog {phrase}". */
  phrases: readonly string[];
  /** The large coloured surface; "rug" marks one whose shape can change as well. */
  accent: string;
  /** Whether the accent lies on the ground with a shape of its own. */
  rug: boolean;
  colours: readonly string[];
}

export const PLACES = {
  meadow: {
    indoors: false,
    phrases: ['on the grass', 'in a meadow', 'on a green field'],
    accent: 'blanket',
    rug: true,
    colours: ['red', 'blue', 'yellow', 'purple'],
  },
  beach: {
    indoors: false,
    phrases: ['on the beach', 'by the sea', 'on sand'],
    accent: 'towel',
    rug: true,
    colours: ['red', 'green', 'blue', 'pink'],
  },
  snow: {
    indoors: false,
    phrases: ['in the snow', 'on snow', 'in winter'],
    accent: 'cabin',
    rug: false,
    colours: ['red', 'blue', 'green', 'yellow'],
  },
  desert: {
    indoors: false,
    phrases: ['in the desert', 'among sand dunes'],
    accent: 'tent',
    rug: false,
    colours: ['red', 'blue', 'green', 'purple'],
  },
  street: {
    indoors: false,
    phrases: ['on the street', 'on a road in town', 'in the city'],
    accent: 'house behind',
    rug: false,
    colours: ['red', 'blue', 'yellow', 'pink'],
  },
  farm: {
    indoors: false,
    phrases: ['on a farm', 'in front of a barn'],
    accent: 'barn',
    rug: false,
    colours: ['red', 'blue', 'green', 'yellow'],
  },
  mountains: {
    indoors: false,
    phrases: ['in the mountains', 'in front of mountains'],
    accent: 'flag',
    rug: false,
    colours: ['red', 'blue', 'yellow', 'purple'],
  },
  garden: {
    indoors: false,
    phrases: ['in a garden', 'in a yard with a fence'],
    accent: 'fence',
    rug: false,
    colours: ['red', 'blue', 'yellow', 'purple'],
  },
  'living room': {
    indoors: true,
    phrases: ['in a living room', 'in a room', 'indoors'],
    accent: 'carpet',
    rug: true,
    colours: ['red', 'blue', 'green', 'purple'],
  },
  bedroom: {
    indoors: true,
    phrases: ['in a bedroom', 'in a room with wallpaper'],
    accent: 'wall',
    rug: false,
    colours: ['pink', 'blue', 'green', 'yellow'],
  },
  kitchen: {
    indoors: true,
    phrases: ['in a kitchen', 'on a kitchen counter'],
    accent: 'row of tiles',
    rug: false,
    colours: ['red', 'blue', 'green', 'yellow'],
  },
  table: {
    indoors: true,
    phrases: ['on a table', 'on a tablecloth'],
    accent: 'tablecloth',
    rug: false,
    colours: ['red', 'blue', 'green', 'yellow'],
  },
  studio: {
    indoors: true,
    phrases: ['in a studio', 'on a plain background'],
    accent: 'mat',
    rug: true,
    colours: ['red', 'blue', 'green', 'yellow'],
  },
} as const satisfies Readonly<Record<string, Place>>;

export type PlaceId = keyof typeof PLACES;
export const PLACE_IDS = Object.keys(PLACES) as PlaceId[];
export const place = (id: PlaceId): Place => PLACES[id];
