import type { DemoTexts } from './demo-store.ts'

export const raremagicInEnglish: DemoTexts = {
  tagline: 'Things somebody kept for a reason.',
  categories: {
    instrumentos: { name: 'Instruments', description: 'To measure sky, sea and hours.' },
    optica: { name: 'Optics', description: 'Lenses for the far and the tiny.' },
    naturaleza: { name: 'Nature', description: 'What time made on its own.' },
    juego: { name: 'Games', description: 'For the table, once supper is cleared.' },
    escritorio: { name: 'Desk', description: 'Company for people who read late.' },
  },
  attributes: { Duración: 'Runs for', Melodía: 'Tune', Madera: 'Wood', Dorso: 'Back', Juego: 'Set' },
  values: {
    '5 minutos': '5 minutes',
    '15 minutos': '15 minutes',
    '30 minutos': '30 minutes',
    'Vals lento': 'Slow waltz',
    Milonga: 'Milonga',
    Nana: 'Lullaby',
    Guatambú: 'Guatambu',
    'Palo santo': 'Rosewood',
    Verde: 'Green',
    Borravino: 'Burgundy',
    '4 dados': '4 dice',
    '4 dados y cubilete': '4 dice and a cup',
  },
  products: {
    sextante: {
      name: 'Brass sextant',
      shortDescription: 'Takes the height of the sun, or of the living-room lamp, for practice.',
      description:
        '<p>Open frame, a silvered arc divided by hand and a micrometer drum without play. The mirrors are true: given a horizon, <strong>you can really find yourself with it</strong>, and we send a sheet with the five steps.</p><p>It stands on walnut. The brass has no lacquer, so it will darken where your fingers go.</p><ul><li>120° arc, read to the minute</li><li>Three coloured shades for the sun</li><li>3× telescope that comes off</li></ul>',
      metaTitle: 'Brass sextant on a walnut base',
      metaDescription: 'A working brass sextant with a divided arc and aligned mirrors, on a walnut base.',
      alts: ['Brass sextant with a divided arc, resting on its walnut base'],
    },
    nautilo: {
      name: 'Tiger nautilus',
      shortDescription: 'A spiral that always grows the same way, cast in pearly resin.',
      description:
        '<p>For five hundred million years the nautilus has not changed its mind. This is a <strong>resin cast with powdered pearl</strong>, taken from a museum shell and painted by hand, so no two have the same stripes.</p><p>It rests in three brass claws. Lift it out whenever somebody wants to hear the sea.</p>',
      alts: ['Nautilus with copper stripes on a round brass foot'],
    },
    'caja-de-musica': {
      name: 'Cylinder music box',
      shortDescription: 'Sixty teeth, a cylinder and a crank: you bring the tempo.',
      description:
        '<p>Open the lid and nothing is hidden: pins on the cylinder, a steel comb, the gears. It has neither spring nor battery. <strong>You turn the crank</strong>, and if you turn it slowly the tune grows sad.</p><p>Solid walnut with a boxwood line, felt inside, four small brass feet. Four screws and the movement comes out, should you ever want other music.</p>',
      alts: ['Open walnut music box with a brass cylinder and a steel comb'],
    },
    'esfera-armilar': {
      name: 'Armillary sphere',
      shortDescription: 'The heavens according to Ptolemy, with an earth of bone in the middle.',
      description:
        '<p>Seven brass hoops, one inside another: horizon, meridian, equator, the tropics and the band of the zodiac. <strong>It has been wrong since 1543</strong> and is still the best way to see why winter evenings come early.</p><p>Divided by hand on a turned walnut foot. We build it when you ask, in some three weeks.</p>',
      alts: ['Brass armillary sphere with divided hoops on a walnut foot'],
    },
    'reloj-de-arena': {
      name: 'Turned hourglass',
      shortDescription: 'For tea, for a nap, or for not looking at the phone.',
      description:
        '<p>Blown in one piece with no joint at the waist. The sand is marble, ground and sifted three times, which is why it falls evenly and <strong>makes no sound</strong>.</p><p>Mahogany columns, turned one by one. We time each glass with a stopwatch and pencil the difference underneath: never above twenty seconds.</p>',
      alts: ['Hourglass with four turned mahogany columns'],
    },
    'brujula-de-bolsillo': {
      name: 'Pocket compass',
      shortDescription: 'A hunter case, thirty-two winds and a blued needle.',
      description:
        '<p>The lid shuts with a click and holds the needle still, to spare its pivot. The face is <strong>polished bone</strong>, printed with a wind rose that carries no letters: north is the longest point.</p><p>Balanced for the southern hemisphere. A northern needle would dip and scrape; this one does not.</p>',
      alts: ['Open pocket compass with a wind rose and a blue needle'],
    },
    'luna-de-escritorio': {
      name: 'Desk moon',
      shortDescription: 'The side we see and the side we do not, in hard plaster.',
      description:
        '<p>Four hundred craters modelled from height maps, in <strong>stone plaster</strong> coloured through. It turns in half a brass meridian, marked every two degrees.</p><p>Put a lamp beside it and switch off the rest. The shadows at the edge do all the work.</p>',
      alts: ['Plaster moon globe with craters in a brass arc'],
    },
    'morpho-bajo-campana': {
      name: 'Morpho under glass',
      shortDescription: 'A blue butterfly that never was one: paper, pigment and patience.',
      description:
        '<p>The wings are Japanese paper with interference pigment. The blue <strong>shifts as you walk round it</strong>, as in the forest, and no animal had to hold still for that.</p><p>Blown glass dome, walnut base, preserved moss. It asks for neither water nor sun.</p>',
      alts: ['Blue butterfly hovering over moss inside a glass dome'],
    },
    catalejo: {
      name: 'Three-draw spyglass',
      shortDescription: 'Fifteen magnifications in leather; closed, it fits a jacket pocket.',
      description:
        '<p>Three draws that slide with an even pull and stay where you leave them. Achromatic lenses: <strong>no violet fringe</strong> round things.</p><p>The leather is sewn by hand with waxed thread. A walnut rest comes along for the shelf, because closed it looks sad.</p><ul><li>15×, 40 mm objective</li><li>42 cm open, 17 cm closed</li></ul>',
      alts: ['Brass and leather spyglass on a wooden rest'],
    },
    'geoda-de-amatista': {
      name: 'Amethyst geode',
      shortDescription: 'From outside, any old stone, which is why we like it.',
      description:
        '<p>From northern Uruguay, split, its rim polished so that the agate shows. No two are alike; <strong>we send pictures of those we have by WhatsApp</strong> and you pick yours.</p><p>Between 1.8 and 2.4 kg. Dust it with a dry brush. In full sun the violet slowly fades.</p>',
      alts: ['Half a geode with amethyst crystals and a polished agate rim'],
    },
    'lupa-de-asta': {
      name: 'Horn-handled magnifier',
      shortDescription: 'For old letters, maps and the small print of contracts.',
      description:
        '<p>A 90 mm glass of two and a half magnifications, <strong>flat to the edge</strong>: the last word of a line reads like the first.</p><p>The handle is cow horn, thrown out by a slaughterhouse and polished by the turner until it looks like honey. The letters in the picture stay here; an aunt wrote them.</p>',
      alts: ['Brass magnifier with a horn handle lying on tied letters'],
    },
    'dados-de-hueso': {
      name: 'Bone dice',
      shortDescription: 'Heavier than they look, and they land with a sound that makes you bet.',
      description:
        '<p>Cut singly and floated in salt water, which is how you learn whether a die lies. Pips are <strong>drilled and inked</strong>, not printed.</p><p>Take them alone, or with the leather cup that keeps the silence right before a throw.</p>',
      alts: ['Four bone dice beside a leather cup'],
    },
    trompo: {
      name: 'Lacquered spinning top',
      shortDescription: 'Two minutes forty of spin, if the floor agrees.',
      description:
        '<p>One piece of wood, a bronze tip, and rings of lacquer laid on while the lathe was running. Cotton string comes with it, since <strong>a top without string is an ornament</strong>.</p><p>Guatambu is lighter and learns quickly. Rosewood spins longer and forgives less.</p>',
      alts: ['Two wooden tops with lacquer rings, and their string'],
    },
    'baraja-de-canto-dorado': {
      name: 'Gilt-edged cards',
      shortDescription: 'Fifty-four cotton cards that slide as if they knew.',
      description:
        '<p>Pressed cotton paper, a linen finish and edges gilded with leaf. A wind rose on the backs: <strong>look closely, one card has a ray too few</strong>, for whoever does magic.</p><p>Poker cut, large index. The box shuts by friction.</p>',
      alts: [
        'Deck of gilt-edged green cards with a fan and its box',
        'Deck of gilt-edged burgundy cards with a fan and the green box',
      ],
    },
    palmatoria: {
      name: 'Brass chamberstick',
      shortDescription: 'For power cuts and other ceremonies, beeswax candle included.',
      description:
        '<p>A deep dish for the wax, a ring for one finger and a rest for the thumb: <strong>you carry it down a hallway without thinking</strong>, which is what it was invented for.</p><p>The candle is beeswax from the Delta. It burns for nine hours or so and smells of little, of honey from afar. They went sooner than we thought; the brass founder pours again next month.</p>',
      alts: ['Brass chamberstick with a used candle and a spent match'],
    },
  },
}
