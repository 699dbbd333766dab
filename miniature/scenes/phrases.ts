/** How people name what a scene shows. */

/** Class -> another word for it that people use now and then. */
const SYNONYMS: Readonly<Record<string, string>> = {
  car: 'automobile',
  dog: 'puppy',
  rabbit: 'bunny',
  'police car': 'patrol car',
  bicycle: 'bike',
  motorcycle: 'motorbike',
  television: 'tv',
  computer: 'desktop computer',
  phone: 'smartphone',
  football: 'soccer ball',
  gift: 'present',
  boot: 'hiking boot',
  shirt: 't-shirt',
  lorry: 'truck',
  cap: 'baseball cap',
  'birthday cake': 'cake',
  'coffee cup': 'cup of coffee',
  handbag: 'purse',
  suitcase: 'luggage',
  'fir tree': 'pine tree',
  dinosaur: 'sauropod',
  tyrannosaur: 't-rex',
};

export const synonymOf = (name: string): string => SYNONYMS[name] ?? name;

const PLURALS: Readonly<Record<string, string>> = {
  sheep: 'sheep',
  fish: 'fish',
  'tropical fish': 'tropical fish',
  bison: 'bison',
  shrimp: 'shrimp',
  mouse: 'mice',
  goose: 'geese',
  wolf: 'wolves',
  leaf: 'leaves',
  cherry: 'cherries',
  candy: 'candies',
  strawberry: 'strawberries',
  'ball of yarn': 'balls of yarn',
  pancakes: 'pancakes',
  jeans: 'jeans',
  gloves: 'gloves',
  socks: 'socks',
  broccoli: 'broccoli',
  luggage: 'luggage',
  'cup of coffee': 'cups of coffee',
  dice: 'dice',
  ox: 'oxen',
};
const WITHOUT_ARTICLE: ReadonlySet<string> = new Set([
  'pancakes',
  'jeans',
  'gloves',
  'socks',
  'broccoli',
  'bread',
  'cheese',
  'luggage',
]);

export function plural(noun: string): string {
  const known = PLURALS[noun];
  if (known) return known;
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  if (/(s|x|ch|sh)$/.test(noun) || /(tomato|mango|potato|volcano)$/.test(noun)) return `${noun}es`;
  return `${noun}s`;
}

/** "a dog", "an apple", "pancakes". */
export function withArticle(phrase: string, noun = phrase): string {
  if (WITHOUT_ARTICLE.has(noun)) return phrase;
  return `${/^[aeiou]/.test(phrase) && !/^(un[iu]|one|eu)/.test(phrase) ? 'an' : 'a'} ${phrase}`;
}

export const NUMBER_WORDS: Readonly<Record<string, string>> = {
  '1': 'one',
  '2': 'two',
  '3': 'three',
  '4': 'four',
  '5': 'five',
  '6': 'six',
};

/** State -> words before the noun or after it ("…" stands for the noun). */
const STATE_PHRASES: Readonly<Record<string, string>> = {
  'television on': '… that is switched on',
  'television off': '… that is switched off',
  'laptop on': '… that is switched on',
  'laptop off': '… that is switched off',
  'computer on': '… that is switched on',
  'computer off': '… that is switched off',
  'robot on': '… that is switched on',
  'robot off': '… that is switched off',
  'phone on': '… that is switched on',
  'phone off': '… that is switched off',
  'siren off': '… that is switched off',
  'house lit': '… with a light in the window',
  'house dark': '… with a dark window',
  'traffic light red': '… showing red',
  'traffic light green': '… showing green',
  'rocket launching': '… taking off',
  'rocket parked': '… standing still',
  'mailbox raised': '… with the flag up',
  'mailbox lowered': '… with the flag down',
  'mailbox open': 'open …',
  'thumb up': '… pointing up',
  'thumb down': '… pointing down',
  'sun clear': 'clear …',
  'sun cloudy': '… behind a cloud',
  'sun smiling': 'smiling …',
  'nest filled': '… with eggs',
  'cloud dry': 'white …',
  'cloud raining': '… with rain',
  'cloud snowing': '… with snow',
  'fir tree decorated': 'decorated …',
  'fir tree plain': 'bare …',
  'bed occupied': '… with somebody in it',
  'monkey looking': '… looking at us',
  'monkey hiding': '… covering its eyes',
  'camera idle': '… without flash',
  'camera flashing': '… with flash',
  'moon half': 'half …',
};

/** A noun with its state: "open book", "nest with eggs". */
export function stateful(name: string, state: string, noun: string): string {
  return (STATE_PHRASES[`${name} ${state}`] ?? `${state} …`).replace('…', noun);
}
