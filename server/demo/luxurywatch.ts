import type { DemoStore } from './demo-store.ts'
import { luxurywatchInEnglish } from './luxurywatch-en.ts'
import { luxurywatchInPortuguese } from './luxurywatch-pt.ts'

export const luxurywatch: DemoStore = {
  slug: 'luxurywatch',
  name: 'LuxuryWatch',
  tagline: 'Relojes mecánicos, explicados sin apuro.',
  locale: 'es-AR',
  currency: 'USD',
  timeZone: 'America/Argentina/Buenos_Aires',
  whatsappE164: '+5491155550103',
  hours: {
    mon: [{ from: '10:30', to: '19:00' }],
    tue: [{ from: '10:30', to: '19:00' }],
    wed: [{ from: '10:30', to: '19:00' }],
    thu: [{ from: '10:30', to: '20:00' }],
    fri: [{ from: '10:30', to: '19:00' }],
    sat: [{ from: '11:00', to: '14:00' }],
    sun: [],
  },
  translations: { en: luxurywatchInEnglish, pt: luxurywatchInPortuguese },
  categories: [
    {
      slug: 'buceo',
      name: 'Buceo',
      description: 'Bisel que gira, agujas anchas, lumen de verdad.',
      picture: 'bajamar-200.webp',
    },
    {
      slug: 'cronografos',
      name: 'Cronógrafos',
      description: 'Para medir lo que tarda algo, o solo para apretar.',
      picture: 'klee-bicompax.webp',
    },
    {
      slug: 'de-vestir',
      name: 'De vestir',
      description: 'Finos, callados, debajo del puño.',
      picture: 'aubrel-36.webp',
    },
    {
      slug: 'pilotos',
      name: 'Pilotos',
      description: 'Nacieron para leerse de reojo y con guantes.',
      picture: 'altocumulo-tipo-a.webp',
    },
    {
      slug: 'correas',
      name: 'Correas',
      description: 'La forma más barata de estrenar un reloj.',
      picture: 'correa-cosida.webp',
    },
  ],
  attributes: [
    {
      name: 'Esfera',
      type: 'select',
      values: [
        { name: 'Azul abisal', colorHex: '#1c4a7c' },
        { name: 'Negra', colorHex: '#1b1c1e' },
        { name: 'Verde botella', colorHex: '#1d5a43' },
        { name: 'Musgo ahumado', colorHex: '#3f5a34' },
        { name: 'Blanca', colorHex: '#f1ede2' },
        { name: 'Crema', colorHex: '#f2e9d6' },
        { name: 'Gris acero', colorHex: '#7d8288' },
        { name: 'Cobre', colorHex: '#8a4a34' },
        { name: 'Arena', colorHex: '#c9b48a' },
      ],
    },
    {
      name: 'Correa',
      type: 'select',
      values: [{ name: 'Acero' }, { name: 'Caucho' }, { name: 'Cuero' }, { name: 'Tela' }],
    },
    {
      name: 'Caja',
      type: 'select',
      values: [{ name: '36 mm' }, { name: '38 mm' }, { name: '40 mm' }, { name: '42 mm' }],
    },
    { name: 'Ancho', type: 'select', values: [{ name: '18 mm' }, { name: '20 mm' }, { name: '22 mm' }] },
    {
      name: 'Cuero',
      type: 'select',
      values: [
        { name: 'Habano', colorHex: '#6e3f1e' },
        { name: 'Azabache', colorHex: '#1f1d1c' },
        { name: 'Oliva', colorHex: '#2a3428' },
      ],
    },
  ],
  products: [
    {
      slug: 'bajamar-200',
      name: 'Bajamar 200',
      type: 'variable',
      brand: 'Bajamar',
      category: 'buceo',
      shortDescription: 'El reloj que te ponés el viernes y te sacás el lunes, con mar o sin mar.',
      descriptionHtml:
        '<p>Doscientos metros de estanqueidad probados de a uno en cámara húmeda, corona a rosca y un bisel de ciento veinte pasos que <strong>suena como una caja fuerte</strong> al girar.</p><p>La esfera cepillada en rayos cambia con la hora: casi negra bajo techo, de color pleno a la tarde. De noche se leen las agujas, los índices y la perla del bisel.</p><ul><li>Caja de 40 mm, 12 mm de alto</li><li>Automático, 42 horas de reserva</li><li>Zafiro abombado con antirreflejo por dentro</li></ul>',
      tags: ['200 metros', 'automático', 'todos los días'],
      featured: true,
      weightGrams: 158,
      dimensionsMm: { length: 48, width: 43, height: 12 },
      metaTitle: 'Bajamar 200, reloj de buceo automático de 40 mm',
      metaDescription:
        'Reloj de buceo automático, 200 metros, bisel cerámico de 120 pasos y esfera cepillada en tres colores.',
      pictures: [
        {
          file: 'bajamar-200.webp',
          alt: 'Reloj de buceo de acero con esfera azul cepillada y brazalete de tres eslabones',
        },
        {
          file: 'bajamar-200-negro.webp',
          alt: 'El mismo reloj con esfera negra mate y correa de caucho acanalado',
        },
        {
          file: 'bajamar-200-verde.webp',
          alt: 'El mismo reloj con esfera y bisel verdes, en brazalete de acero',
        },
      ],
      variants: [
        {
          sku: 'LW-BA2-AZ-A',
          options: { Esfera: 'Azul abisal', Correa: 'Acero' },
          priceMinor: 89000,
          stock: 4,
          picture: 'bajamar-200.webp',
        },
        {
          sku: 'LW-BA2-AZ-C',
          options: { Esfera: 'Azul abisal', Correa: 'Caucho' },
          priceMinor: 79000,
          stock: 2,
          picture: 'bajamar-200.webp',
        },
        {
          sku: 'LW-BA2-NE-C',
          options: { Esfera: 'Negra', Correa: 'Caucho' },
          priceMinor: 79000,
          stock: 6,
          picture: 'bajamar-200-negro.webp',
        },
        {
          sku: 'LW-BA2-NE-A',
          options: { Esfera: 'Negra', Correa: 'Acero' },
          priceMinor: 89000,
          stock: 0,
          picture: 'bajamar-200-negro.webp',
        },
        {
          sku: 'LW-BA2-VE-A',
          options: { Esfera: 'Verde botella', Correa: 'Acero' },
          priceMinor: 92000,
          stock: 1,
          picture: 'bajamar-200-verde.webp',
        },
      ],
    },
    {
      slug: 'bajamar-bronce',
      name: 'Bajamar Bronce',
      type: 'variable',
      brand: 'Bajamar',
      category: 'buceo',
      shortDescription: 'Bronce marino sin barniz: el color lo termina tu verano.',
      descriptionHtml:
        '<p>La misma aleación de las hélices. Sale de fábrica dorada y en un mes ya tiene <strong>una pátina que no se repite</strong>; si te arrepentís, jugo de limón y vuelve a cero.</p><p>El fondo es de titanio para que la piel no se entere del cobre. La esfera musgo se apaga hacia el borde, como el agua cuando bajás.</p><ul><li>Automático, 42 horas de reserva</li><li>Cuero engrasado con pespunte a mano</li></ul>',
      tags: ['bronce', 'pátina', '200 metros'],
      featured: true,
      weightGrams: 104,
      dimensionsMm: { length: 48, width: 43, height: 12 },
      pictures: [
        {
          file: 'bajamar-bronce.webp',
          alt: 'Reloj de bronce con pátina, esfera verde musgo y correa de cuero cosida',
        },
        {
          file: 'bajamar-bronce-detalle.webp',
          alt: 'De cerca: borde acanalado del bisel de bronce y triángulo luminoso de las doce',
        },
      ],
      variants: [
        {
          sku: 'LW-BBR-40',
          options: { Caja: '40 mm', Esfera: 'Musgo ahumado' },
          priceMinor: 98000,
          compareAtMinor: 115000,
          saleEndsInDays: 5,
          stock: 3,
        },
        {
          sku: 'LW-BBR-42',
          options: { Caja: '42 mm', Esfera: 'Musgo ahumado' },
          priceMinor: 104000,
          stock: 0,
        },
      ],
    },
    {
      slug: 'bajamar-doble-corona',
      name: 'Bajamar Doble Corona',
      type: 'simple',
      brand: 'Bajamar',
      category: 'buceo',
      shortDescription: 'Una corona pone la hora; la otra mueve el aro naranja que vive bajo el cristal.',
      descriptionHtml:
        '<p>En los sesenta alguien pensó que el bisel estaba mejor adentro, lejos de las rocas. Tenía razón: <strong>no se golpea ni se mueve solo</strong>, y al reloj le queda una cara limpia y un poco descarada.</p><p>Marcás la entrada al agua con la corona de las dos y te olvidás. El minutero ancho, del mismo naranja, es el que manda allá abajo.</p><ul><li>Caja de acero de 40 mm</li><li>Caucho vulcanizado, con hebilla de extensión</li></ul>',
      tags: ['bisel interno', 'naranja', 'setentoso'],
      weightGrams: 112,
      dimensionsMm: { length: 48, width: 44, height: 13 },
      pictures: [
        {
          file: 'bajamar-doble-corona.webp',
          alt: 'Reloj de buceo con dos coronas, aro interior naranja y correa de caucho al tono',
        },
      ],
      variants: [{ sku: 'LW-BDC-01', options: {}, priceMinor: 118000, stock: 2 }],
    },
    {
      slug: 'klee-bicompax',
      name: 'Bicompax',
      type: 'variable',
      brand: 'Ordóñez & Klee',
      category: 'cronografos',
      shortDescription: 'Dos contadores, dos pulsadores y ni un número de más.',
      descriptionHtml:
        '<p>El pulsador de arriba arranca y para; el de abajo devuelve la aguja roja a las doce con <strong>un golpe seco que se siente en la muñeca</strong>. A la izquierda corren los segundos, a la derecha se juntan los minutos.</p><p>Cuerda manual, así que de mañana tenés treinta giros para pensar en otra cosa. La versión negra llega en brazalete.</p><ul><li>Caja de 40 mm</li><li>Rueda de columnas, 58 horas de reserva</li></ul>',
      tags: ['cuerda manual', 'panda', 'columnas'],
      featured: true,
      weightGrams: 96,
      dimensionsMm: { length: 48, width: 44, height: 13 },
      metaTitle: 'Bicompax, cronógrafo de cuerda manual de Ordóñez & Klee',
      pictures: [
        {
          file: 'klee-bicompax.webp',
          alt: 'Cronógrafo de esfera blanca con dos contadores negros y correa de cuero oscuro',
        },
        {
          file: 'klee-bicompax-inverso.webp',
          alt: 'Cronógrafo de esfera negra con contadores claros, en brazalete de acero',
        },
      ],
      variants: [
        {
          sku: 'LW-BIC-BL-C',
          options: { Esfera: 'Blanca', Correa: 'Cuero' },
          priceMinor: 142000,
          stock: 3,
          picture: 'klee-bicompax.webp',
        },
        {
          sku: 'LW-BIC-NE-A',
          options: { Esfera: 'Negra', Correa: 'Acero' },
          priceMinor: 156000,
          stock: 2,
          picture: 'klee-bicompax-inverso.webp',
        },
      ],
    },
    {
      slug: 'klee-monopulsador',
      name: 'Monopulsador salmón',
      type: 'simple',
      brand: 'Ordóñez & Klee',
      category: 'cronografos',
      shortDescription: 'Arranca, para y vuelve a cero con un único botón, escondido en la corona.',
      descriptionHtml:
        '<p>Antes de que hubiera dos pulsadores había uno. Obliga a medir de corrido, sin pausas, y <strong>por eso mide mejor</strong>: un partido, una cocción, un discurso.</p><p>El salmón es galvánico, no pintado, y la aguja del crono está pavonada a fuego. Se hacen doce por año; el próximo está prometido para el otoño y se puede reservar.</p><ul><li>Caja de 39 mm</li><li>Dos contadores en vertical</li></ul>',
      tags: ['cuerda manual', 'por encargo', 'azul pavonado'],
      weightGrams: 84,
      dimensionsMm: { length: 47, width: 43, height: 11 },
      pictures: [
        {
          file: 'klee-monopulsador.webp',
          alt: 'Cronógrafo de esfera salmón con contadores en vertical, aguja azul y correa marrón',
        },
      ],
      variants: [{ sku: 'LW-MON-01', options: {}, priceMinor: 264000, stock: 0, backorder: true }],
    },
    {
      slug: 'klee-rally',
      name: 'Rally 73',
      type: 'simple',
      brand: 'Ordóñez & Klee',
      category: 'cronografos',
      shortDescription: 'Caja almohadón, tres contadores y una correa que respira por los agujeros.',
      descriptionHtml:
        '<p>Copia el tablero de un auto que corría la Buenos Aires–Caracas: azul petróleo, aro naranja y <strong>tres relojitos que se leen sin bajar la vista</strong> del camino.</p><p>El acero está cepillado en círculos y la caja es más ancha que larga, así que calza bien en muñecas finas.</p><ul><li>Caja de 42 mm por 47</li><li>Automático con cronógrafo, 48 horas</li><li>Cuero perforado</li></ul>',
      tags: ['automático', 'autos', 'setentoso'],
      weightGrams: 128,
      dimensionsMm: { length: 47, width: 45, height: 14 },
      pictures: [
        {
          file: 'klee-rally.webp',
          alt: 'Cronógrafo de caja almohadón con esfera azul, aro naranja y tres contadores claros',
        },
        {
          file: 'klee-rally-detalle.webp',
          alt: 'De cerca: contadores grabados en círculos finos y aguja naranja sobre azul',
        },
      ],
      variants: [{ sku: 'LW-RAL-01', options: {}, priceMinor: 169000, compareAtMinor: 189000, stock: 5 }],
    },
    {
      slug: 'aubrel-36',
      name: 'Treinta y Seis',
      type: 'variable',
      brand: 'Maison Aubrel',
      category: 'de-vestir',
      shortDescription: 'El tamaño que tenían los relojes cuando se heredaban.',
      descriptionHtml:
        '<p>Siete milímetros y medio de alto: <strong>pasa debajo de cualquier puño</strong> y a las dos horas no sabés que lo llevás. Esmalte al fuego en la crema, rayos cepillados en la gris.</p><p>Sin segundero, a propósito. Una aguja que corre cambia el ritmo de una cena.</p><ul><li>Índices aplicados y hojas facetadas</li><li>Cuerda manual, 50 horas</li><li>En 36 o en 38 mm, la misma proporción</li></ul>',
      tags: ['esmalte', 'fino', 'casamiento'],
      featured: true,
      weightGrams: 52,
      dimensionsMm: { length: 43, width: 36, height: 8 },
      metaTitle: 'Treinta y Seis, reloj de vestir con esfera de esmalte',
      pictures: [
        {
          file: 'aubrel-36.webp',
          alt: 'Reloj dorado y fino con esfera crema, índices aplicados y correa marrón',
        },
        { file: 'aubrel-36-gris.webp', alt: 'La versión de acero, con esfera gris cepillada y correa negra' },
      ],
      variants: [
        {
          sku: 'LW-A36-CR-36',
          options: { Esfera: 'Crema', Caja: '36 mm' },
          priceMinor: 124000,
          stock: 4,
          picture: 'aubrel-36.webp',
        },
        {
          sku: 'LW-A36-CR-38',
          options: { Esfera: 'Crema', Caja: '38 mm' },
          priceMinor: 131000,
          stock: 1,
          picture: 'aubrel-36.webp',
        },
        {
          sku: 'LW-A36-GR-36',
          options: { Esfera: 'Gris acero', Caja: '36 mm' },
          priceMinor: 98000,
          stock: 7,
          picture: 'aubrel-36-gris.webp',
        },
        {
          sku: 'LW-A36-GR-38',
          options: { Esfera: 'Gris acero', Caja: '38 mm' },
          priceMinor: 104000,
          stock: 0,
          picture: 'aubrel-36-gris.webp',
        },
      ],
    },
    {
      slug: 'aubrel-guilloche',
      name: 'Guilloché',
      type: 'simple',
      brand: 'Maison Aubrel',
      category: 'de-vestir',
      shortDescription: 'Seis horas de torno a mano para que la luz no sepa dónde quedarse.',
      descriptionHtml:
        '<p>El dibujo del centro está <strong>cortado con una máquina de 1912</strong>, línea por línea, en plata maciza. Ninguna computadora lo apura y se nota: hay una onda apenas más ancha que las otras, cerca de las ocho.</p><p>Las hojas azules se tiñen sobre una chapa caliente hasta que llegan al color. Tres segundos de más y van a la basura.</p><ul><li>Oro rosa de 18 quilates sobre acero</li><li>Segundero pequeño a las seis</li></ul>',
      tags: ['plata', 'torno', 'azul pavonado'],
      featured: true,
      weightGrams: 58,
      dimensionsMm: { length: 45, width: 39, height: 9 },
      pictures: [
        {
          file: 'aubrel-guilloche.webp',
          alt: 'Reloj de oro rosa con centro ondulado a torno, hojas azules y correa azul',
        },
        {
          file: 'aubrel-guilloche-detalle.webp',
          alt: 'De cerca: ondas cortadas en la plata y segundero pequeño a las seis',
        },
      ],
      variants: [{ sku: 'LW-AGU-01', options: {}, priceMinor: 238000, stock: 1 }],
    },
    {
      slug: 'aubrel-fase-lunar',
      name: 'Fase Lunar',
      type: 'simple',
      brand: 'Maison Aubrel',
      category: 'de-vestir',
      shortDescription: 'Una noche de venturina y la luna que toca hoy.',
      descriptionHtml:
        '<p>La esfera es vidrio con escamas de cobre: fue un error de Murano hace cuatro siglos y <strong>nadie quiso corregirlo</strong>. Cada placa tiene su propio cielo.</p><p>La luna avanza un diente por día y se atrasa uno cada dos años y medio. Te la dejamos en fecha antes de entregarla.</p><ul><li>Caja dorada de 37 mm</li><li>Agujas plegadas en el lomo</li></ul>',
      tags: ['venturina', 'luna', 'regalo grande'],
      featured: true,
      weightGrams: 60,
      dimensionsMm: { length: 45, width: 39, height: 10 },
      pictures: [
        {
          file: 'aubrel-fase-lunar.webp',
          alt: 'Reloj dorado de esfera azul estrellada con ventana de luna a las seis',
        },
        {
          file: 'aubrel-fase-lunar-detalle.webp',
          alt: 'De cerca: luna dorada asomada a su ventana entre destellos de venturina',
        },
      ],
      variants: [
        {
          sku: 'LW-AFL-01',
          options: {},
          priceMinor: 186000,
          compareAtMinor: 209000,
          saleEndsInDays: 8,
          stock: 2,
        },
      ],
    },
    {
      slug: 'aubrel-rectangular',
      name: 'Entrepiso',
      type: 'simple',
      brand: 'Maison Aubrel',
      category: 'de-vestir',
      shortDescription: 'Un rectángulo entre dos barras, como una ventana de los años veinte.',
      descriptionHtml:
        '<p>Lo dibujó un arquitecto que no usaba reloj porque todos eran redondos. Las barras laterales siguen de largo y se vuelven asas: <strong>la correa sale del edificio</strong>, no colgada de él.</p><p>Esfera plateada en seco, riel de minutos y un cabujón azul en la corona, único capricho permitido.</p><ul><li>24 por 34 mm</li><li>Cuarzo suizo, pila para cinco años</li></ul>',
      tags: ['rectangular', 'art déco', 'cuarzo'],
      weightGrams: 44,
      dimensionsMm: { length: 34, width: 24, height: 7 },
      pictures: [
        {
          file: 'aubrel-rectangular.webp',
          alt: 'Reloj rectangular dorado con riel de minutos, hojas azules y correa marrón',
        },
      ],
      variants: [{ sku: 'LW-ARE-01', options: {}, priceMinor: 76000, stock: 6 }],
    },
    {
      slug: 'aubrel-lineal',
      name: 'Lineal',
      type: 'variable',
      brand: 'Maison Aubrel',
      category: 'de-vestir',
      shortDescription: 'Dos agujas, doce rayas y una malla que cae como tela.',
      descriptionHtml:
        '<p>Le sacamos todo lo que se podía sacar. Quedó una esfera ahumada que <strong>se prende en el centro</strong> y se pierde en el borde, y la hora, aproximada, como corresponde a una persona tranquila.</p><p>La malla milanesa se ajusta al milímetro deslizando el broche, sin herramientas ni relojero.</p><ul><li>Caja de 36 mm, 6,8 mm de alto</li><li>Cuarzo silencioso</li></ul>',
      tags: ['malla milanesa', 'mínimo', 'regalo'],
      weightGrams: 71,
      dimensionsMm: { length: 42, width: 36, height: 7 },
      pictures: [
        { file: 'aubrel-lineal.webp', alt: 'Reloj fino de acero con esfera verde ahumada y malla milanesa' },
        { file: 'aubrel-lineal-cobre.webp', alt: 'La versión rosada, con esfera cobre y malla al tono' },
      ],
      variants: [
        {
          sku: 'LW-ALI-VE',
          options: { Esfera: 'Verde botella' },
          priceMinor: 42000,
          compareAtMinor: 49000,
          stock: 9,
          picture: 'aubrel-lineal.webp',
        },
        {
          sku: 'LW-ALI-CO',
          options: { Esfera: 'Cobre' },
          priceMinor: 46000,
          stock: 3,
          picture: 'aubrel-lineal-cobre.webp',
        },
      ],
    },
    {
      slug: 'altocumulo-tipo-a',
      name: 'Tipo A',
      type: 'simple',
      brand: 'Altocúmulo',
      category: 'pilotos',
      shortDescription: 'Un triángulo arriba, rayas alrededor, y ninguna duda sobre qué hora es.',
      descriptionHtml:
        '<p>Negro mate para que no rebote el sol en la cabina, agujas azules cargadas de lumen y una corona de cebolla que <strong>se gira con guantes de moto</strong>, que es donde lo probamos.</p><p>El cuero tiene doble costura y remaches. Al principio es duro; a las tres semanas, tuyo.</p><ul><li>Caja de 42 mm, arenada</li><li>Automático, resiste campos magnéticos</li></ul>',
      tags: ['automático', 'remaches', 'mucho lumen'],
      featured: true,
      weightGrams: 92,
      dimensionsMm: { length: 50, width: 46, height: 12 },
      pictures: [
        {
          file: 'altocumulo-tipo-a.webp',
          alt: 'Reloj de piloto negro con triángulo luminoso, agujas azules y cuero remachado',
        },
      ],
      variants: [{ sku: 'LW-TPA-01', options: {}, priceMinor: 84000, stock: 8 }],
    },
    {
      slug: 'altocumulo-dos-husos',
      name: 'Dos Husos',
      type: 'simple',
      brand: 'Altocúmulo',
      category: 'pilotos',
      shortDescription: 'La hora de acá y la de la persona que extrañás.',
      descriptionHtml:
        '<p>La aguja verde da una vuelta por día y apunta al aro: <strong>mitad ocre si allá es de día</strong>, mitad verde si ya duermen. Al viajar, la hora local salta de a una sin parar el segundero.</p><p>El brazalete de cinco eslabones es de los que se amoldan; sacamos los que sobran en el momento.</p><ul><li>Caja de 39 mm</li><li>Automático, 70 horas de reserva</li></ul>',
      tags: ['viaje', 'GMT', 'brazalete'],
      weightGrams: 146,
      dimensionsMm: { length: 47, width: 42, height: 12 },
      pictures: [
        {
          file: 'altocumulo-dos-husos.webp',
          alt: 'Reloj de esfera clara con aro mitad verde y mitad ocre, y brazalete de cinco eslabones',
        },
      ],
      variants: [{ sku: 'LW-DHU-01', options: {}, priceMinor: 132000, stock: 0 }],
    },
    {
      slug: 'altocumulo-campo',
      name: 'Campo 36',
      type: 'variable',
      brand: 'Altocúmulo',
      category: 'pilotos',
      shortDescription: 'Chico, mate y lavable: el que le prestás a un sobrino.',
      descriptionHtml:
        '<p>Viene de los relojes de infantería, que tenían que costar poco y durar una guerra. Este pide menos: <strong>jardín, bici, cocina</strong>. Se limpia bajo la canilla con jabón.</p><p>La correa es de una pieza y pasa por detrás de la caja; si se corta un pasador, el reloj no se cae.</p><ul><li>Caja de 36 mm arenada</li><li>Cuerda manual, 100 metros</li></ul>',
      tags: ['tela', 'liviano', 'primer reloj'],
      weightGrams: 48,
      dimensionsMm: { length: 44, width: 36, height: 10 },
      pictures: [
        {
          file: 'altocumulo-campo.webp',
          alt: 'Reloj de campo con esfera arena y correa de tela verde oliva',
        },
        {
          file: 'altocumulo-campo-negro.webp',
          alt: 'El mismo reloj con esfera negra y correa de tela gris con franja ocre',
        },
      ],
      variants: [
        {
          sku: 'LW-CAM-AR',
          options: { Esfera: 'Arena', Correa: 'Tela' },
          priceMinor: 38000,
          stock: 9,
          picture: 'altocumulo-campo.webp',
        },
        {
          sku: 'LW-CAM-NE',
          options: { Esfera: 'Negra', Correa: 'Tela' },
          priceMinor: 38000,
          stock: 5,
          picture: 'altocumulo-campo-negro.webp',
        },
      ],
    },
    {
      slug: 'correa-cosida',
      name: 'Correa cosida',
      type: 'variable',
      brand: 'Talabartería Nocedal',
      category: 'correas',
      shortDescription: 'Cuero de curtido vegetal y dos agujas: así se cose una montura.',
      descriptionHtml:
        '<p>Cada puntada cruza dos veces, de modo que si un hilo se corta <strong>el otro sigue sosteniendo</strong>. Los cantos se lustran con cera y un trapo, nada de pintura que se cuartea.</p><p>Trae barras de cambio rápido: la ponés con la uña. El oliva se hizo solo para nosotros y no tiene conteo, se corta cuando lo pedís.</p><ul><li>Para muñecas de 15 a 20 cm</li><li>Hebilla de acero</li></ul>',
      tags: ['cuero', 'cambio rápido', 'hecho acá'],
      weightGrams: 24,
      dimensionsMm: { length: 200, width: 20, height: 4 },
      pictures: [
        {
          file: 'correa-cosida.webp',
          alt: 'Tres correas de cuero cosidas, habano, negra y oliva, sobre un rollo gris',
        },
      ],
      variants: [
        { sku: 'LW-COR-HAB-18', options: { Cuero: 'Habano', Ancho: '18 mm' }, priceMinor: 5400, stock: 7 },
        { sku: 'LW-COR-HAB-20', options: { Cuero: 'Habano', Ancho: '20 mm' }, priceMinor: 5400, stock: 9 },
        { sku: 'LW-COR-AZA-20', options: { Cuero: 'Azabache', Ancho: '20 mm' }, priceMinor: 5400, stock: 4 },
        { sku: 'LW-COR-AZA-22', options: { Cuero: 'Azabache', Ancho: '22 mm' }, priceMinor: 5900, stock: 0 },
        { sku: 'LW-COR-OLI-20', options: { Cuero: 'Oliva', Ancho: '20 mm' }, priceMinor: 6800, stock: null },
      ],
    },
  ],
}
