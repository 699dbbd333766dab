/**
 * The object classes, one a line: `name = pictures : flags`.
 * Pictures are icons of Fluent Emoji Flat. `icon!aabbcc` leaves out the parts of that fill,
 * `icon!aabbcc>ddeeff` repaints them.
 * Flags: s small, l large; o outdoors only; f floats; t can be tinted; p takes a pattern; h can wear
 * a hat; u has an obvious upright pose; e can be halved or bitten; k can crack; r faces right as drawn;
 * x held out of training.
 */

/** A side view with a heading (left as drawn unless `r`), and a front view. */
export const VIEWS = `
car = automobile / oncoming-automobile : l o t
taxi = taxi / oncoming-taxi : l o t
police car = police-car / oncoming-police-car : l o x
bus = bus / oncoming-bus : l o
dog = dog / dog-face : h
cat = cat / cat-face : h
cow = cow / cow-face : l o h
pig = pig / pig-face : h
mouse = mouse / mouse-face : s h
rabbit = rabbit / rabbit-face
tiger = tiger / tiger-face : o h
chick = baby-chick / front-facing-baby-chick : s h
`;

/** A side view with a heading. */
export const DIRECTED = `
elephant : l o h
horse : l o
dragon : t
fish : t p
tropical fish = tropical-fish : s
duck : h
snail : s
turtle : s t x
camel : l o
whale : l o t h
swan
parrot : h
giraffe : l o
kangaroo : o
ram : o
goat : o
deer : l o
zebra : l o x
bison : l o
hedgehog : s
rooster
leopard : o h
donkey : l o
llama : l o h
rhinoceros : l o h
hippopotamus : l o h
mammoth : l o h x
gorilla : l o h
sheep = ewe : o h
badger : s
beaver : h
chipmunk : s h
skunk
turkey
goose : h
flamingo : x
dodo : h
bird : s t h p
blackbird : s r
dolphin : o t
shark : l o
shrimp : s
dinosaur = sauropod : l o t h
tyrannosaur = t-rex : l o t h
poodle : x
ox : l o
rat : s h
ant : s x
caterpillar = bug : s t
ambulance : l o
fire engine = fire-engine : l o t
tractor : l o t
delivery truck = delivery-truck : l o t
lorry = articulated-lorry : l o
pickup truck = pickup-truck : l o t x
minibus : l o
racing car = racing-car : o t
motorcycle : l o t
scooter = motor-scooter : l o t
bicycle : l o t
kick scooter = kick-scooter : t
locomotive : l o t
tram = tram-car : l o
jeep = sport-utility-vehicle : l o t
rickshaw = auto-rickshaw : l o x
trolleybus : l o
helicopter : l o f t
roller skate = roller-skate : s t r
sled : t
cap = billed-cap : s t p
boot = hiking-boot : s r
rain boot = womans-boot : s t r p
ice skate = ice-skate : s r
shoe = flat-shoe : s t r
water pistol = water-pistol : s t
wheelchair = manual-wheelchair : t
shopping cart = shopping-cart
film camera = movie-camera : s r
`;

/** Pictures of states. */
export const STATES = `
candle = lit:candle, unlit:candle!ffb02e!fcd53f : s
light bulb = lit:light-bulb, unlit:light-bulb!fcd53f>dbe3e8!fff478>f7fafb!ffb02e>8d979c : s u
television = on:television, off:television!83cbff>24242f : u
laptop = on:laptop, off:laptop!26c9fc>24242f : x
computer = on:desktop-computer, off:desktop-computer!26c9fc>24242f
house = lit:house!83cbff>ffd84d, dark:house!83cbff>2b3150, derelict:derelict-house : l o
coffee cup = full:hot-beverage, empty:hot-beverage!7d4533>d2d2d2 : s
beer mug = full:beer-mug, empty:beer-mug!f9c23c!fcd53f!ff9f2e!e6e6e6!f4f4f4!bebebe : s
wine glass = full:wine-glass, empty:wine-glass!bb1d80!ff6dc6 : s
cocktail glass = full:cocktail-glass, empty:cocktail-glass!c3ef3c!f3ad61!e19747!44911b!ff822d : s x
birthday cake = lit:birthday-cake, unlit:birthday-cake!fcd53f!ffb02e
bathtub = full:bathtub, empty:bathtub!26eafc
fountain = running:fountain, dry:fountain!83cbff : l
rocket = launching:rocket, parked:rocket!ff8257 : o f t
pumpkin = glowing:jack-o-lantern!321b41>ffe14a, dark:jack-o-lantern
robot = on:robot, off:robot!00a6ed>4a4a50 : h
traffic light = red:vertical-traffic-light!00d26a>38463e!00f397!ffb02e>4a4234!fcd53f, green:vertical-traffic-light!f8312f>4a3434!ff8687!ffb02e>4a4234!fcd53f : o
siren = flashing:police-car-light, off:police-car-light!fcd53f : s x
phone = on:mobile-phone, off:mobile-phone!00a6ed!ff822d!fcd53f : s k
cooking pot = full:pot-of-food, empty:pot-of-food!ff6723!fcd53f!00d26a!990838!7d4533
tumbler = full:tumbler-glass, empty:tumbler-glass!d3883e!b4f6fc!00a6ed : s
milk glass = full:glass-of-milk, empty:glass-of-milk!f3eef8 : s
frying pan = full:cooking, empty:cooking!fff!f9c23c
volcano = erupting:volcano, quiet:volcano!9b9b9b!d3d3d3!e6e6e6!f4f4f4 : l o
popcorn box = full:popcorn, empty:popcorn!f9c23c!fcd53f!fff478 : s
book = open:open-book, closed:closed-book
umbrella = open:umbrella, closed:closed-umbrella : t p
padlock = locked:locked, unlocked:unlocked : s t
moon = full:full-moon, crescent:crescent-moon, half:first-quarter-moon : o f
battery = charged:battery, low:low-battery : s x
folder = open:open-file-folder, closed:file-folder : t x
camera = idle:camera, flashing:camera-with-flash : s
speaker = loud:speaker-high-volume, muted:muted-speaker : s
heart = whole:red-heart, broken:broken-heart : s f t p
mailbox = raised:closed-mailbox-with-raised-flag, lowered:closed-mailbox-with-lowered-flag, open:open-mailbox-with-lowered-flag : o t
thumb = up:thumbs-up, down:thumbs-down : s
sun = clear:sun, cloudy:sun-behind-cloud, smiling:sun-with-face : o f
chain = whole:chains, broken:broken-chain : s
nest = empty:empty-nest, filled:nest-with-eggs : s
cloud = dry:cloud, raining:cloud-with-rain, snowing:cloud-with-snow : o f
rose = fresh:rose, wilted:wilted-flower : s
egg = whole:egg, hatching:hatching-chick : s
fir tree = decorated:christmas-tree, plain:evergreen-tree : l
bed = empty:bed, occupied:person-in-bed : l
hand = open:hand-with-fingers-splayed, closed:raised-fist : s x
smiley = happy:grinning-face-with-big-eyes, crying:loudly-crying-face, sleeping:sleeping-face, angry:angry-face : h
kitten = happy:grinning-cat-with-smiling-eyes, crying:crying-cat, angry:pouting-cat : h
monkey = looking:monkey-face, hiding:see-no-evil-monkey : h
`;

/** One picture without a heading. */
export const PLAIN = `
apple = red-apple : s t e u
pear : s t e u
banana : s e
watermelon : e
lemon : s e
pizza : e
bread : e
cookie : s e k
doughnut : s e
hamburger : e u
cheese = cheese-wedge : e
pineapple : e u
carrot : s e
tomato : s e u
avocado : s e
cupcake : s e u
pancakes : e u
croissant : s e
strawberry : s e u
peach : s e
eggplant : s e
pretzel : s e
kiwi = kiwi-fruit : s e x
melon : e
mango : s e
broccoli : s e u
onion : s e u
bell pepper = bell-pepper : s e u
sandwich : s e x
taco : s e u
waffle : s e
sponge : s t
chair : l t u
backpack : t u p
teapot : t u p k
balloon : f t p
gift = wrapped-gift : t p
drum : u k
basketball : t
football = soccer-ball
baseball
top hat = top-hat : u
shirt = t-shirt : t u p
tent : l o u
tree = deciduous-tree : l o
palm tree = palm-tree : l o
cactus : u
tulip : s t u
sunflower : u
mushroom : s t u
teddy bear = teddy-bear : t u h
trophy : u k
vase = amphora : u k t
bucket : t u p
basket : u
toolbox : t u
ladder : l t u
suitcase = luggage : t u p
handbag : t u p x
briefcase : t u
dress : t u p
jeans : t u
coat : t u p
gloves : s t p
socks : s t
alarm clock = alarm-clock : s t u
telephone : s t u
printer : t u
radio : u
magnet : s t x
anchor : t u
wheel
lantern = red-paper-lantern : f x
kite : f
dice = game-die : s
game controller = video-game : s t
ball of yarn = yarn : s t
globe = globe-showing-europe-africa
fire extinguisher = fire-extinguisher : t u
postbox : o t u
castle : l o
church : l o x
factory : l o x
ferris wheel = ferris-wheel : l o
penguin : h u
owl : h u
panda : h u
frog : h u
lion : h u
fox : h u
octopus : t u x
crab : t u
ghost : t u h
alien : t u
gem = gem-stone : s t u
crystal ball = crystal-ball : u k
mirror : u k
jar : s u k x
hot pepper = hot-pepper : s
ice cream = soft-ice-cream : s u
plant = potted-plant : u
guitar : t
violin
`;
