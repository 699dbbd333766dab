/**
 * One of several, in English: "red birds" as "red bird". Null where the ending alone does not tell ("bases" are of a
 * base or of a basis): a wrong word is worse than none. Libraries for this always give some word, hence these lists.
 */

const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/u));

const IRREGULAR: Readonly<Record<string, string>> = {
  ...{ people: 'person', men: 'man', women: 'woman', policemen: 'policeman', firemen: 'fireman' },
  ...{ snowmen: 'snowman', fishermen: 'fisherman', workmen: 'workman', horsemen: 'horseman' },
  ...{ businessmen: 'businessman', policewomen: 'policewoman', gentlemen: 'gentleman' },
  ...{ children: 'child', grandchildren: 'grandchild', feet: 'foot', teeth: 'tooth' },
  ...{ mice: 'mouse', geese: 'goose', oxen: 'ox', cacti: 'cactus', octopi: 'octopus' },
  ...{ dice: 'die', quizzes: 'quiz', fezzes: 'fez', busses: 'bus', passersby: 'passer-by' },
  ...{ leaves: 'leaf', knives: 'knife', penknives: 'penknife', wives: 'wife', lives: 'life' },
  ...{ halves: 'half', calves: 'calf', wolves: 'wolf', loaves: 'loaf', thieves: 'thief' },
  ...{ shelves: 'shelf', bookshelves: 'bookshelf', scarves: 'scarf', hooves: 'hoof', elves: 'elf' },
};

/** One and several are the same word. */
const ALIKE = words(`
  sheep fish deer moose bison swine salmon trout cod squid shrimp aircraft spacecraft hovercraft watercraft series
  species crossroads goldfish swordfish starfish jellyfish reindeer offspring
`);

/** Of what there is no one, or that is one already. */
const NO_SINGULAR = words(`
  trousers pants shorts jeans scissors sunglasses eyeglasses spectacles binoculars goggles tongs pliers tweezers shears
  tights leggings clothes headphones earphones pyjamas pajamas overalls underpants knickers boxers suspenders braces means
  barracks headquarters gallows innings news goods thanks gas atlas canvas pancreas alias bias christmas rhinoceros chaos
  cosmos thermos mathematics gymnastics athletics electronics lens vertices indices matrices appendices vortices codices
  axes pickaxes battleaxes oases bases theses
`);

/** Several of a word in -e, where the ending would rather be -es. */
const IN_E = words(`
  movies cookies pies ties neckties magpies lies brownies zombies calories selfies birdies genies hoodies hippies rookies
  prairies smoothies veggies doggies beanies goalies collies pixies sweeties aunties budgies caddies talkies barbies
  sleeves gloves waves olives caves curves stoves doves valves hives beehives grooves nerves graves slaves natives
  alcoves groves coves cloves relatives drives dives sieves archives foxgloves mangroves detectives
  shoes horseshoes snowshoes toes canoes hoes foes oboes floes tiptoes
  blouses spouses clauses causes pauses fuses excuses muses ruses
  vases cases suitcases bookcases briefcases staircases pillowcases showcases phrases purchases leases databases diseases
  cheeses cruises noises tortoises porpoises exercises promises rises sunrises surprises bruises franchises
  roses primroses noses hoses poses doses nooses mongooses purposes
  horses seahorses racehorses nurses purses courses racecourses verses universes hearses curses corpses eclipses
  glimpses pulses licenses expenses senses responses
  impasses crevasses mousses posses wrasses
  headaches toothaches aches moustaches mustaches caches niches quiches avalanches creches brioches cliches porsches
  cartouches tranches gouaches
  mazes prizes sizes breezes bronzes gazes glazes sneezes trapezes
`);

/** Several of a word in another letter, where the ending would rather be -e. */
const IN_ES = words(`
  tomatoes potatoes heroes echoes mosquitoes volcanoes tornadoes mangoes buffaloes cargoes dominoes torpedoes mottoes
  haloes zeroes flamingoes grottoes avocadoes
  buses minibuses trolleybuses omnibuses viruses octopuses cactuses walruses hippopotamuses platypuses crocuses bonuses
  campuses circuses statuses hibiscuses
  gases atlases canvases aliases irises trellises lenses rhinoceroses thermoses
  taxes waxes faxes waltzes topazes buzzes
`);

/** Several of a word in -i; other words in -is are one already, or of a word in -sis. */
const IN_I = words('taxis skis kiwis bikinis alibis rabbis safaris zucchinis jacuzzis emojis');

/** "red birds" as "red bird", "slices of pizza" as "slice of pizza". */
export function singular(things: string): string | null {
  const [, lead = '', noun = '', tail = ''] =
    /^(.*?)(\S+)((?: (?:of|with|in|on) .+)?)$/iu.exec(things) ?? [];
  // "People wearing hats" are not one hat: what comes before has its own number.
  const before = lead.split(/[ -]/u).filter(Boolean);
  if (before.some((word) => IRREGULAR[word.toLowerCase()] || /[^su]s$/iu.test(word))) return null;
  const compound = /^(.*-)?(.+)$/u.exec(noun);
  const name = singularWord(compound?.[2] ?? '');
  return name === null ? null : `${lead}${compound?.[1] ?? ''}${name}${tail}`;
}

function singularWord(noun: string): string | null {
  const word = noun.toLowerCase();
  const known = IRREGULAR[word];
  if (known !== undefined) return known;
  if (ALIKE.has(word)) return noun;
  if (NO_SINGULAR.has(word) || !/^\p{L}+s$/u.test(word)) return null;
  if (IN_E.has(word) || IN_I.has(word) || word.endsWith('houses')) return noun.slice(0, -1);
  if (IN_ES.has(word)) return noun.slice(0, -2);
  if (/[^aeiou]ies$/u.test(word)) return `${noun.slice(0, -3)}y`;
  if (/(?:ch|sh|ss|[^a]x)es$/u.test(word)) return noun.slice(0, -2);
  // Either letter may have been there before these.
  if (/(?:[osvxz]e|i|s|u)s$/u.test(word)) return null;
  return noun.slice(0, -1);
}
