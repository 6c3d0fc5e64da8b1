import type { DemoTexts } from './demo-store.ts'

export const luxurywatchInEnglish: DemoTexts = {
  tagline: 'Mechanical watches, explained without hurry.',
  categories: {
    buceo: { name: 'Divers', description: 'A bezel that turns, broad hands, lume you can read by.' },
    cronografos: { name: 'Chronographs', description: 'To time how long a thing takes, or just to press.' },
    'de-vestir': { name: 'Dress', description: 'Thin, quiet, happiest under a cuff.' },
    pilotos: { name: 'Pilots', description: 'Made to be read sideways, in gloves.' },
    correas: { name: 'Straps', description: 'The cheapest way to own a new watch.' },
  },
  attributes: { Esfera: 'Dial', Correa: 'Strap', Caja: 'Case', Ancho: 'Width', Cuero: 'Leather' },
  values: {
    'Azul abisal': 'Abyssal blue',
    Negra: 'Black',
    'Verde botella': 'Bottle green',
    'Musgo ahumado': 'Smoked moss',
    Blanca: 'White',
    Crema: 'Cream',
    'Gris acero': 'Steel grey',
    Cobre: 'Copper',
    Arena: 'Sand',
    Acero: 'Steel',
    Caucho: 'Rubber',
    Cuero: 'Leather',
    Tela: 'Woven',
    Habano: 'Havana',
    Azabache: 'Jet',
    Oliva: 'Olive',
  },
  products: {
    'bajamar-200': {
      name: 'Bajamar 200',
      shortDescription: 'The watch you put on on Friday and take off on Monday, sea or no sea.',
      description:
        '<p>Each one spends an afternoon in a pressure tank before it meets you. Two hundred metres, a screwed crown, and a bezel whose hundred and twenty clicks <strong>sound like a good safe</strong>.</p><p>The brushed dial keeps two colours: nearly black indoors, wide awake in late sun. In the dark you still have hands, markers and the pearl at twelve.</p><ul><li>40 mm case, 12 mm tall</li><li>Automatic, 42 hours of reserve</li><li>Domed sapphire, coated on the inside</li></ul>',
      metaTitle: 'Bajamar 200, a 40 mm automatic diver',
      metaDescription:
        'Automatic dive watch, 200 metres, ceramic 120-click bezel and a brushed dial in three colours.',
      alts: [
        'Steel dive watch with a brushed blue dial on a three-link bracelet',
        'The same watch with a matt black dial on ribbed rubber',
        'The same watch in green, dial and bezel, on steel',
      ],
    },
    'bajamar-bronce': {
      name: 'Bajamar Bronze',
      shortDescription: 'Bare marine bronze: your summer finishes the colour.',
      description:
        '<p>Propellers are made of this. It leaves the bench golden and within a month has <strong>a patina nobody else owns</strong>. Second thoughts wash off with lemon juice.</p><p>The back is titanium, so your wrist never notices the copper. The moss dial darkens towards its rim the way water does on the way down.</p><ul><li>Automatic, 42 hours of reserve</li><li>Waxed leather, stitched by hand</li></ul>',
      alts: [
        'Patinated bronze watch with a moss green dial and stitched leather strap',
        'Close up: coin edge of the bronze bezel and the luminous triangle at twelve',
      ],
    },
    'bajamar-doble-corona': {
      name: 'Bajamar Twin Crown',
      shortDescription: 'One crown sets the time; the other moves the orange ring under the glass.',
      description:
        '<p>Somebody in the sixties thought a bezel would be safer indoors, away from the rocks. They were right: <strong>it neither chips nor drifts</strong>, and the watch keeps a clean, slightly cheeky face.</p><p>Turn the upper crown as you enter the water and forget about it. Down there the broad orange minute hand is in charge.</p><ul><li>40 mm steel case</li><li>Vulcanised rubber with a diver’s extension</li></ul>',
      alts: ['Dive watch with two crowns, an orange inner ring and a rubber strap to match'],
    },
    'klee-bicompax': {
      name: 'Bicompax',
      shortDescription: 'Two registers, two pushers, not one numeral too many.',
      description:
        '<p>The upper pusher starts and stops. The lower one sends the red hand home to twelve with <strong>a snap you feel in your wrist</strong>. Seconds run on the left, minutes gather on the right.</p><p>You wind it yourself: thirty turns each morning to think of something else. The black one comes on a bracelet.</p><ul><li>40 mm case</li><li>Column wheel, 58 hours of reserve</li></ul>',
      metaTitle: 'Bicompax, a hand-wound chronograph by Ordóñez & Klee',
      alts: [
        'White chronograph with two black registers on dark leather',
        'Black chronograph with pale registers on a steel bracelet',
      ],
    },
    'klee-monopulsador': {
      name: 'Salmon Monopusher',
      shortDescription: 'Start, stop and back to zero from a single button hidden in the crown.',
      description:
        '<p>Before there were two pushers there was one. It makes you time a thing in one go, no pauses, <strong>which is the honest way</strong>: a match, a roast, a speech.</p><p>The salmon is grown in a bath, never painted, and the stopwatch hand is blued over a flame. A dozen leave the bench each year; the next is due in autumn and can be put aside for you.</p><ul><li>39 mm case</li><li>Registers stacked at twelve and six</li></ul>',
      alts: ['Salmon chronograph with stacked registers, a blue hand and a brown strap'],
    },
    'klee-rally': {
      name: 'Rally 73',
      shortDescription: 'A cushion case, three registers and a strap that breathes through its holes.',
      description:
        '<p>Lifted from the dashboard of a car that ran from Buenos Aires to Caracas: petrol blue, an orange ring, and <strong>three small dials you can read</strong> with your eyes on the road.</p><p>The steel is brushed in circles. Wider than it is long, the case sits well on a slim wrist.</p><ul><li>42 by 47 mm</li><li>Automatic chronograph, 48 hours</li><li>Perforated leather</li></ul>',
      alts: [
        'Cushion-shaped chronograph with a blue dial, orange ring and three pale registers',
        'Close up: finely turned registers and an orange hand over blue',
      ],
    },
    'aubrel-36': {
      name: 'Thirty-Six',
      shortDescription: 'The size watches were when people left them to their children.',
      description:
        '<p>Seven and a half millimetres tall. <strong>It clears any cuff</strong>, and by lunch you have forgotten it. Fired enamel on the cream one, brushed rays on the grey.</p><p>There is no seconds hand, on purpose: something that runs changes the pace of a dinner.</p><ul><li>Applied markers, faceted leaf hands</li><li>Hand-wound, 50 hours</li><li>36 or 38 mm, same proportions</li></ul>',
      metaTitle: 'Thirty-Six, a dress watch with an enamel dial',
      alts: [
        'Slim gold watch with a cream dial, applied markers and a brown strap',
        'The steel one, with a brushed grey dial and a black strap',
      ],
    },
    'aubrel-guilloche': {
      name: 'Guilloché',
      shortDescription: 'Six hours at a hand lathe so that light cannot decide where to sit.',
      description:
        '<p>The centre is <strong>cut on an engine from 1912</strong>, line after line, into solid silver. No computer hurries it, and it shows: near eight o’clock one wave is a hair wider than its neighbours.</p><p>The blue leaves take their colour on a hot plate. Three seconds late and they are scrap.</p><ul><li>18 carat rose gold over steel</li><li>Small seconds at six</li></ul>',
      alts: [
        'Rose gold watch with an engine-turned centre, blue leaf hands and a blue strap',
        'Close up: waves cut into silver and the small seconds at six',
      ],
    },
    'aubrel-fase-lunar': {
      name: 'Moonphase',
      shortDescription: 'A night of aventurine, and the moon that is due today.',
      description:
        '<p>The dial is glass with flakes of copper. It began as a mistake in Murano four centuries ago and <strong>nobody cared to correct it</strong>. Each plate has a sky of its own.</p><p>The moon moves one tooth a day and slips by one every two and a half years. We set it right before it leaves the shop.</p><ul><li>37 mm gold-tone case</li><li>Hands folded along the spine</li></ul>',
      alts: [
        'Gold watch with a starry blue dial and a moon window at six',
        'Close up: a golden moon in its window among flecks of aventurine',
      ],
    },
    'aubrel-rectangular': {
      name: 'Mezzanine',
      shortDescription: 'A rectangle between two bars, like a window from the twenties.',
      description:
        '<p>Drawn by an architect who wore no watch because all of them were round. The side bars run on and turn into lugs: <strong>the strap leaves the building</strong> instead of hanging off it.</p><p>Dry-silvered dial, a railway of minutes, and one blue stone in the crown, the only whim allowed.</p><ul><li>24 by 34 mm</li><li>Swiss quartz, a battery for five years</li></ul>',
      alts: ['Rectangular gold watch with a minute track, blue hands and a brown strap'],
    },
    'aubrel-lineal': {
      name: 'Lineal',
      shortDescription: 'Two hands, twelve lines and a mesh that falls like cloth.',
      description:
        '<p>We took away whatever would come off. What stayed is a smoked dial that <strong>glows in the middle</strong> and is lost at the edge, and the time, roughly, as suits a calm person.</p><p>The Milanese mesh adjusts to the millimetre. Slide the clasp; no tools, no watchmaker.</p><ul><li>36 mm case, 6.8 mm tall</li><li>Silent quartz</li></ul>',
      alts: [
        'Thin steel watch with a smoked green dial on Milanese mesh',
        'The rose one, with a copper dial and mesh to match',
      ],
    },
    'altocumulo-tipo-a': {
      name: 'Type A',
      shortDescription: 'A triangle on top, lines around it, and no doubt what time it is.',
      description:
        '<p>Matt black so the cockpit does not glare, blue hands full of lume, and an onion crown that <strong>turns in motorcycle gloves</strong>, which is how we tested it.</p><p>The leather is double stitched and riveted. Stiff at first; after three weeks, yours.</p><ul><li>42 mm blasted case</li><li>Automatic, shrugs off magnets</li></ul>',
      alts: ['Black pilot’s watch with a luminous triangle, blue hands and riveted leather'],
    },
    'altocumulo-dos-husos': {
      name: 'Two Zones',
      shortDescription: 'The hour here, and the hour of whoever you miss.',
      description:
        '<p>The green hand goes round once a day and points at the ring: <strong>ochre while it is day over there</strong>, green once they sleep. On landing, local time jumps hour by hour and the seconds never stop.</p><p>Five-link bracelets settle to the wrist. We take out what is too many while you wait.</p><ul><li>39 mm case</li><li>Automatic, 70 hours of reserve</li></ul>',
      alts: ['Pale watch with a ring half green, half ochre, on a five-link bracelet'],
    },
    'altocumulo-campo': {
      name: 'Field 36',
      shortDescription: 'Small, matt and washable: the one you lend to a nephew.',
      description:
        '<p>Its grandparents were infantry watches, which had to cost little and outlast a war. This one asks for less: <strong>garden, bicycle, kitchen</strong>. Soap and a tap will clean it.</p><p>The strap is one piece and runs behind the case. Lose a spring bar and you keep the watch.</p><ul><li>36 mm blasted case</li><li>Hand-wound, 100 metres</li></ul>',
      alts: [
        'Field watch with a sand dial on an olive woven strap',
        'The same watch in black on grey webbing with an ochre stripe',
      ],
    },
    'correa-cosida': {
      name: 'Stitched strap',
      shortDescription: 'Vegetable-tanned leather and two needles, which is how saddles are sewn.',
      description:
        '<p>Every stitch crosses twice, so when one thread breaks <strong>its partner holds on</strong>. Edges are burnished with wax and a rag; there is no paint to crack.</p><p>Quick-release bars: a fingernail will do. Olive is cut only for us, whenever you ask, so it is never counted.</p><ul><li>For wrists of 15 to 20 cm</li><li>Steel buckle</li></ul>',
      alts: ['Three stitched leather straps, havana, black and olive, over a grey roll'],
    },
  },
}
