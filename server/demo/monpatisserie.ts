import type { DemoStore, DemoVariant } from './demo-store.ts'

/** One variant per size of one flavour; prices in whole pesos. */
function portions(
  code: string,
  options: Record<string, string>,
  sizes: Record<string, [price: number, stock: number | null]>,
  more: Partial<Pick<DemoVariant, 'picture' | 'saleEndsInDays' | 'backorder'>> & {
    before?: Record<string, number>
  } = {},
): DemoVariant[] {
  const { before = {}, ...rest } = more
  return Object.entries(sizes).map(([size, [price, stock]]) => ({
    sku: `MP-${code}-${size.replace(/\D/g, '')}`,
    options: { ...options, Porciones: size },
    priceMinor: price * 100,
    ...(before[size] === undefined ? {} : { compareAtMinor: before[size] * 100 }),
    stock,
    ...rest,
  }))
}

export const monpatisserie: DemoStore = {
  slug: 'monpatisserie',
  name: 'Mon Patisserie',
  tagline: 'Horneamos a las cinco. Pasás cuando quieras.',
  locale: 'es-AR',
  currency: 'ARS',
  timeZone: 'America/Argentina/Buenos_Aires',
  whatsappE164: '+5491155550104',
  hours: {
    mon: [],
    tue: [{ from: '08:00', to: '20:00' }],
    wed: [{ from: '08:00', to: '20:00' }],
    thu: [{ from: '08:00', to: '20:00' }],
    fri: [{ from: '08:00', to: '21:00' }],
    sat: [{ from: '08:00', to: '21:00' }],
    sun: [
      { from: '08:30', to: '13:30' },
      { from: '16:00', to: '20:00' },
    ],
  },
  categories: [
    {
      slug: 'tortas',
      name: 'Tortas',
      description: 'Enteras, para llevar en su caja y sin inclinar.',
      picture: 'torta-de-frambuesa.webp',
    },
    {
      slug: 'tartas',
      name: 'Tartas',
      description: 'Masa sablée, siempre del día.',
      picture: 'tarta-de-frutillas.webp',
    },
    {
      slug: 'macarons-y-alfajores',
      name: 'Macarons y alfajores',
      description: 'De a seis, de a doce, o de parado.',
      picture: 'macarons.webp',
    },
    {
      slug: 'hojaldre',
      name: 'Hojaldre y levadura',
      description: 'Sale del horno a las ocho y a las cuatro.',
      picture: 'croissants.webp',
    },
    {
      slug: 'por-encargo',
      name: 'Por encargo',
      description: 'Se piden con cuatro días y se prueban antes.',
      picture: 'torta-de-fiesta.webp',
    },
  ],
  attributes: [
    {
      name: 'Porciones',
      type: 'select',
      values: [
        { name: '4 porciones' },
        { name: '8 porciones' },
        { name: '12 porciones' },
        { name: '30 porciones' },
        { name: '45 porciones' },
      ],
    },
    {
      name: 'Sabor',
      type: 'select',
      values: [
        { name: 'Surtidos' },
        { name: 'Rosa y lichi', colorHex: '#e7a3a8' },
        { name: 'Pistacho', colorHex: '#a9b676' },
        { name: 'Chocolate amargo', colorHex: '#2d160d' },
        { name: 'Caramelo salado', colorHex: '#b9743a' },
        { name: 'Frambuesa', colorHex: '#b52a41' },
        { name: 'Limón', colorHex: '#f1c23c' },
        { name: 'Vainilla', colorHex: '#f4e3bd' },
      ],
    },
    {
      name: 'Caja',
      type: 'select',
      values: [{ name: '3 unidades' }, { name: '6 unidades' }, { name: '12 unidades' }],
    },
  ],
  products: [
    {
      slug: 'torta-de-frambuesa',
      name: 'Torta de frambuesa',
      type: 'variable',
      brand: 'Mon Patisserie',
      category: 'tortas',
      shortDescription:
        'Cuatro pisos de vainilla, tres de frambuesa y una crema rosa que no lleva colorante.',
      descriptionHtml:
        '<p>El rosa sale de la fruta: colamos las frambuesas, las reducimos y van a la crema. Por eso <strong>cada semana el tono es otro</strong>, según lo que mandó El Bolsón.</p><p>El bizcochuelo se moja apenas, con almíbar de su propia pulpa. Sacala de la heladera veinte minutos antes; fría es linda, tibia es rica.</p><ul><li>Manteca, huevos de campo, 40 % de fruta</li><li>Dura dos días tapada</li></ul>',
      tags: ['frambuesa', 'cumpleaños', 'sin colorantes'],
      featured: true,
      weightGrams: 1400,
      metaTitle: 'Torta de frambuesa con crema natural',
      metaDescription:
        'Torta de vainilla y frambuesa en capas, con crema teñida solo con fruta. Para 4, 8 o 12 porciones.',
      pictures: [
        {
          file: 'torta-de-frambuesa.webp',
          alt: 'Torta rosa con frambuesas y una porción cortada que deja ver sus capas',
        },
        {
          file: 'torta-de-frambuesa-detalle.webp',
          alt: 'De cerca: capas de bizcochuelo y frambuesa bajo la crema',
        },
      ],
      variants: portions(
        'FRA',
        {},
        { '4 porciones': [24900, 3], '8 porciones': [42900, 4], '12 porciones': [59900, 1] },
      ),
    },
    {
      slug: 'torta-ganache-y-cereza',
      name: 'Torta de ganache y cereza',
      type: 'variable',
      brand: 'Mon Patisserie',
      category: 'tortas',
      shortDescription: 'Chocolate que chorrea a propósito y una cereza por porción, con cabito.',
      descriptionHtml:
        '<p>La ganache se vuelca a treinta y dos grados exactos: más caliente cae hasta el plato, más fría no cae. <strong>Las gotas las hace la torta sola</strong>, nosotros miramos.</p><p>Adentro hay bizcochuelo de cacao, crema de avellanas tostadas en casa y cerezas en kirsch. Si es para chicos, avisá y van en almíbar.</p><ul><li>Chocolate al 64 %</li><li>Contiene frutos secos</li></ul>',
      tags: ['chocolate', 'avellana', 'cereza'],
      featured: true,
      weightGrams: 1600,
      pictures: [
        {
          file: 'torta-ganache-y-cereza.webp',
          alt: 'Torta de avellana con ganache que chorrea y diez cerezas sobre copos de crema',
        },
        {
          file: 'torta-ganache-y-cereza-detalle.webp',
          alt: 'De cerca: gotas brillantes de ganache en el borde y cerezas con cabito',
        },
      ],
      variants: portions(
        'GAN',
        {},
        { '4 porciones': [27900, 2], '8 porciones': [46900, 3], '12 porciones': [64900, 2] },
        { before: { '4 porciones': 31900, '8 porciones': 52900, '12 porciones': 71900 }, saleEndsInDays: 2 },
      ),
    },
    {
      slug: 'rogel',
      name: 'Rogel',
      type: 'variable',
      brand: 'Mon Patisserie',
      category: 'tortas',
      shortDescription: 'Ocho discos que crujen, siete de dulce de leche y un techo de merengue.',
      descriptionHtml:
        '<p>La masa se estira hasta que se ve la mesa y se pincha con tenedor, a mano, porque <strong>el rodillo con púas la pone triste</strong>. El dulce es repostero, de un tambo de Lincoln.</p><p>Mejor al día siguiente, cuando la humedad afloja apenas las tapas. Se corta con cuchillo de pan y decisión.</p>',
      tags: ['dulce de leche', 'merengue', 'clásico'],
      weightGrams: 1300,
      pictures: [
        { file: 'rogel.webp', alt: 'Rogel de ocho tapas con dulce de leche y copos de merengue tostado' },
      ],
      variants: portions(
        'ROG',
        {},
        { '4 porciones': [21900, 4], '8 porciones': [36900, 5], '12 porciones': [49900, 0] },
      ),
    },
    {
      slug: 'anillo-de-limon',
      name: 'Anillo de limón',
      type: 'simple',
      brand: 'Mon Patisserie',
      category: 'tortas',
      shortDescription: 'Para el mate de las cinco: húmedo, ácido y glaseado hasta donde llegó.',
      descriptionHtml:
        '<p>Seis limones enteros, con cáscara y paciencia. El molde es de hierro, de la abuela de Irene, y <strong>le deja esas catorce ondas</strong> que ayudan a cortar parejo.</p><p>El glasé se pone cuando todavía está tibio, así la primera capa se la toma la miga.</p><ul><li>Rinde diez rebanadas</li><li>Aguanta cuatro días sin heladera</li></ul>',
      tags: ['limón', 'merienda', 'viaja bien'],
      weightGrams: 950,
      pictures: [
        {
          file: 'anillo-de-limon.webp',
          alt: 'Budín en anillo acanalado con glasé blanco que cae y ralladura de limón',
        },
      ],
      variants: [
        {
          sku: 'MP-ANI-01',
          options: {},
          priceMinor: 1890000,
          compareAtMinor: 2190000,
          saleEndsInDays: 1,
          stock: 6,
        },
      ],
    },
    {
      slug: 'cheesecake-de-arandanos',
      name: 'Cheesecake de arándanos',
      type: 'variable',
      brand: 'Mon Patisserie',
      category: 'tortas',
      shortDescription: 'Horneado lento, sin una sola grieta, con arándanos enteros arriba.',
      descriptionHtml:
        '<p>Una hora y cuarto a baño María y otra con el horno apagado y la puerta trabada con una cuchara. Así queda <strong>firme en el borde y tembloroso en el medio</strong>.</p><p>La base es de galletas nuestras, las que salieron feas, con manteca tostada. Los arándanos son de Concordia en temporada y congelados por nosotros el resto del año.</p>',
      tags: ['queso', 'arándanos', 'sin apuro'],
      featured: true,
      weightGrams: 1500,
      pictures: [
        {
          file: 'cheesecake-de-arandanos.webp',
          alt: 'Cheesecake con base de galleta, una porción cortada y arándanos encima',
        },
        {
          file: 'cheesecake-de-arandanos-detalle.webp',
          alt: 'De cerca: corte liso de queso, borde de galletas y arándanos con su salsa',
        },
      ],
      variants: portions(
        'CHE',
        {},
        { '4 porciones': [23900, 2], '8 porciones': [39900, 3], '12 porciones': [55900, 2] },
      ),
    },
    {
      slug: 'tarta-de-frutillas',
      name: 'Tarta de frutillas',
      type: 'variable',
      brand: 'Mon Patisserie',
      category: 'tartas',
      shortDescription: 'Se arma cuando la pedís: la masa no espera a la fruta.',
      descriptionHtml:
        '<p>Masa sablée con almendra, un dedo de crema pastelera con vainilla en chaucha y <strong>treinta y siete frutillas</strong>, contadas, de Coronda. Las pintamos con gelatina de manzana para que no se sequen en el camino.</p><p>Comela hoy. Mañana está buena; hoy está como la foto.</p>',
      tags: ['frutilla', 'de estación', 'crema pastelera'],
      featured: true,
      weightGrams: 1100,
      pictures: [
        {
          file: 'tarta-de-frutillas.webp',
          alt: 'Tarta redonda cubierta de frutillas brillantes, con borde ondulado',
        },
        {
          file: 'tarta-de-frutillas-detalle.webp',
          alt: 'De cerca: frutillas enteras con sus semillas sobre crema pastelera',
        },
      ],
      variants: portions(
        'TFR',
        {},
        { '4 porciones': [18900, 3], '8 porciones': [31900, 4], '12 porciones': [43900, 0] },
      ),
    },
    {
      slug: 'tarta-de-limon',
      name: 'Tarta de limón y merengue',
      type: 'variable',
      brand: 'Mon Patisserie',
      category: 'tartas',
      shortDescription: 'Ácida abajo, nube arriba, y el soplete justo antes de que la retires.',
      descriptionHtml:
        '<p>La crema lleva más yema que azúcar: raspa un poco y después se disculpa. El merengue es italiano, así que <strong>no llora ni se baja</strong> aunque vivas lejos.</p><p>Avisanos cuando estés a diez minutos y la tostamos con vos en la puerta.</p>',
      tags: ['limón', 'merengue', 'soplete'],
      weightGrams: 1050,
      pictures: [
        { file: 'tarta-de-limon.webp', alt: 'Tarta de limón con picos de merengue tostados en las puntas' },
      ],
      variants: portions(
        'TLI',
        {},
        { '4 porciones': [16900, 5], '8 porciones': [27900, 4], '12 porciones': [38900, 2] },
      ),
    },
    {
      slug: 'tarta-de-chocolate-y-sal',
      name: 'Tarta de chocolate y sal',
      type: 'variable',
      brand: 'Mon Patisserie',
      category: 'tartas',
      shortDescription: 'Negra, lisa y seria, hasta que aparece la sal.',
      descriptionHtml:
        '<p>Masa de cacao y ganache al 70 % cuajada en frío: la cortás con cuchillo caliente y <strong>el borde queda como un espejo roto a propósito</strong>.</p><p>La sal es de la laguna de Epecuén, en escamas, y va de un solo lado para que elijas porción. La hojita es oro comestible; no tiene gusto a nada.</p><ul><li>Sin huevo en el relleno</li><li>Porciones chicas, alcanza</li></ul>',
      tags: ['chocolate', 'sal', 'adultos'],
      weightGrams: 980,
      pictures: [
        {
          file: 'tarta-de-chocolate-y-sal.webp',
          alt: 'Tarta de ganache oscura con escamas de sal de un lado y una hojita dorada',
        },
      ],
      variants: portions('TCH', {}, { '4 porciones': [19900, 2], '8 porciones': [32900, 1] }),
    },
    {
      slug: 'macarons',
      name: 'Macarons',
      type: 'variable',
      brand: 'Mon Patisserie',
      category: 'macarons-y-alfajores',
      shortDescription: 'Cáscara que se quiebra, centro que no, y un pie parejo del que estamos orgullosos.',
      descriptionHtml:
        '<p>Descansan cuarenta minutos antes de entrar al horno, y los días de humedad el doble. Si llueve mucho no hay: <strong>preferimos decirlo</strong> a vender uno chato.</p><p>Rellenos la tarde anterior, porque recién al otro día la almendra y la crema se ponen de acuerdo. Sacalos del frío media hora antes.</p><ul><li>Sin harina de trigo</li><li>Elegí un sabor o dejanos surtir</li></ul>',
      tags: ['almendra', 'regalo', 'sin harina'],
      featured: true,
      weightGrams: 240,
      pictures: [
        {
          file: 'macarons.webp',
          alt: 'Pirámide de macarons rosas, verdes, amarillos, morados y de chocolate',
        },
        {
          file: 'macarons-detalle.webp',
          alt: 'De cerca: cáscara lisa y pie rizado de los macarons, con su relleno',
        },
        { file: 'macarons-pistacho.webp', alt: 'Pirámide de macarons de pistacho' },
        { file: 'macarons-rosa.webp', alt: 'Pirámide de macarons de rosa y lichi' },
      ],
      variants: [
        {
          sku: 'MP-MAC-SUR-6',
          options: { Sabor: 'Surtidos', Caja: '6 unidades' },
          priceMinor: 1290000,
          stock: 12,
          picture: 'macarons.webp',
        },
        {
          sku: 'MP-MAC-SUR-12',
          options: { Sabor: 'Surtidos', Caja: '12 unidades' },
          priceMinor: 2390000,
          compareAtMinor: 2580000,
          stock: 8,
          picture: 'macarons.webp',
        },
        {
          sku: 'MP-MAC-PIS-6',
          options: { Sabor: 'Pistacho', Caja: '6 unidades' },
          priceMinor: 1390000,
          stock: 4,
          picture: 'macarons-pistacho.webp',
        },
        {
          sku: 'MP-MAC-ROS-6',
          options: { Sabor: 'Rosa y lichi', Caja: '6 unidades' },
          priceMinor: 1390000,
          stock: 0,
          picture: 'macarons-rosa.webp',
        },
      ],
    },
    {
      slug: 'alfajores-de-maicena',
      name: 'Alfajores de maicena',
      type: 'variable',
      brand: 'Mon Patisserie',
      category: 'macarons-y-alfajores',
      shortDescription: 'Se deshacen antes de que termines la frase.',
      descriptionHtml:
        '<p>Tapas con más maicena que harina, un chorrito de coñac y ralladura de limón. Llevan <strong>la misma altura de dulce que de tapa</strong>, que es la ley en esta casa.</p><p>El coco va solo en el borde, donde sirve para agarrarlos. Para los que no quieren coco hay que pedirlos el día anterior.</p>',
      tags: ['dulce de leche', 'coco', 'oficina'],
      weightGrams: 330,
      pictures: [
        {
          file: 'alfajores-de-maicena.webp',
          alt: 'Alfajores de maicena apilados, con dulce de leche y coco en el borde',
        },
      ],
      variants: [
        { sku: 'MP-ALF-6', options: { Caja: '6 unidades' }, priceMinor: 890000, stock: 20 },
        {
          sku: 'MP-ALF-12',
          options: { Caja: '12 unidades' },
          priceMinor: 1590000,
          compareAtMinor: 1780000,
          stock: 9,
        },
      ],
    },
    {
      slug: 'croissants',
      name: 'Croissants de manteca',
      type: 'variable',
      brand: 'Mon Patisserie',
      category: 'hojaldre',
      shortDescription: 'Veintisiete capas y un desayuno lleno de migas.',
      descriptionHtml:
        '<p>Tres días: amasar, dormir, plegar, dormir, formar, hornear. La manteca tiene 82 % de grasa y <strong>entra fría a la masa fría</strong>; ese es casi todo el secreto.</p><p>Si los querés calientes, pasá a las ocho o a las cuatro. En casa, cinco minutos de horno fuerte; el microondas los ofende.</p>',
      tags: ['manteca', 'desayuno', 'horno de las ocho'],
      featured: true,
      weightGrams: 210,
      pictures: [
        { file: 'croissants.webp', alt: 'Tres croissants dorados con pliegues marcados y algunas migas' },
        { file: 'croissants-detalle.webp', alt: 'De cerca: vueltas del hojaldre, más oscuras en la cresta' },
      ],
      variants: [
        { sku: 'MP-CRO-3', options: { Caja: '3 unidades' }, priceMinor: 690000, stock: 15 },
        { sku: 'MP-CRO-6', options: { Caja: '6 unidades' }, priceMinor: 1290000, stock: 7 },
      ],
    },
    {
      slug: 'rollos-de-cardamomo',
      name: 'Rollos de cardamomo',
      type: 'variable',
      brand: 'Mon Patisserie',
      category: 'hojaldre',
      shortDescription: 'Huelen a casa ajena en invierno, de las lindas.',
      descriptionHtml:
        '<p>Molemos el cardamomo en mortero a la mañana, con cáscara y todo, y va en la masa y en la manteca. <strong>Se desenrollan de afuera para adentro</strong>; el centro, más blando, es de quien espera.</p><p>Perlas de azúcar arriba, que crujen. No llevan canela, aunque siempre preguntan.</p>',
      tags: ['cardamomo', 'levadura', 'invierno'],
      weightGrams: 330,
      pictures: [
        {
          file: 'rollos-de-cardamomo.webp',
          alt: 'Cuatro rollos de cardamomo apilados, con perlas de azúcar',
        },
      ],
      variants: [
        { sku: 'MP-ROL-3', options: { Caja: '3 unidades' }, priceMinor: 780000, stock: 10 },
        { sku: 'MP-ROL-6', options: { Caja: '6 unidades' }, priceMinor: 1450000, stock: 0 },
      ],
    },
    {
      slug: 'eclairs',
      name: 'Éclairs',
      type: 'variable',
      brand: 'Mon Patisserie',
      category: 'hojaldre',
      shortDescription: 'Largos, llenos hasta las puntas y glaseados a una sola pasada.',
      descriptionHtml:
        '<p>Se rellenan por tres agujeritos de abajo, así no queda ni un bocado hueco. El glasé se hace con la misma crema, y por eso <strong>el color dice el gusto</strong>.</p><p>Masa bomba seca, casi crocante. Después de cuatro horas se ablanda y la regalamos a la escuela de la vuelta.</p>',
      tags: ['masa bomba', 'de a uno', 'merienda'],
      featured: true,
      weightGrams: 95,
      pictures: [
        { file: 'eclairs.webp', alt: 'Cuatro éclairs de chocolate, pistacho, frambuesa y caramelo' },
      ],
      variants: [
        { sku: 'MP-ECL-CHO', options: { Sabor: 'Chocolate amargo' }, priceMinor: 420000, stock: 8 },
        { sku: 'MP-ECL-PIS', options: { Sabor: 'Pistacho' }, priceMinor: 480000, stock: 3 },
        { sku: 'MP-ECL-FRA', options: { Sabor: 'Frambuesa' }, priceMinor: 440000, stock: 5 },
        { sku: 'MP-ECL-CAR', options: { Sabor: 'Caramelo salado' }, priceMinor: 420000, stock: 0 },
      ],
    },
    {
      slug: 'opera',
      name: 'Ópera',
      type: 'simple',
      brand: 'Mon Patisserie',
      category: 'tortas',
      shortDescription: 'Café, almendra y chocolate en siete pisos sin ascensor.',
      descriptionHtml:
        '<p>Bizcochuelo de almendra embebido en café de Minas, crema de manteca y ganache, todo emparejado con regla. <strong>Debe medir tres centímetros y medio</strong>, y si mide cuatro lo comemos nosotros.</p><p>Se vende por cuadrado, con dos gotas de oro. Una alcanza para dos si se llevan bien.</p>',
      tags: ['café', 'almendra', 'de a uno'],
      weightGrams: 140,
      pictures: [
        { file: 'opera.webp', alt: 'Cuadrados de ópera apilados con capas finas de café y chocolate' },
      ],
      variants: [{ sku: 'MP-OPE-01', options: {}, priceMinor: 590000, stock: 0 }],
    },
    {
      slug: 'torta-de-fiesta',
      name: 'Torta de fiesta',
      type: 'variable',
      brand: 'Mon Patisserie',
      category: 'por-encargo',
      shortDescription: 'Tres pisos, a tu gusto, entregada armada y con manual para cortarla.',
      descriptionHtml:
        '<p>Venís, probás cuatro sabores con un café, y <strong>dibujamos juntos lo de arriba</strong>: fruta de la semana, flores sin pesticida o nada. Lo que no hacemos son muñequitos.</p><p>Necesitamos cuatro días y una seña. La llevamos nosotros dentro de la ciudad, en una camioneta que no frena.</p><ul><li>De 30 a 45 porciones</li><li>Vainilla o chocolate, con el relleno que elijas</li></ul>',
      tags: ['casamiento', 'quince', 'cuatro días'],
      weightGrams: 4800,
      pictures: [
        {
          file: 'torta-de-fiesta.webp',
          alt: 'Torta blanca de tres pisos con puntilla rosa y frutos rojos en cascada',
        },
      ],
      variants: [
        ...portions(
          'FIE-VAI',
          { Sabor: 'Vainilla' },
          { '30 porciones': [148000, null], '45 porciones': [205000, null] },
        ),
        ...portions(
          'FIE-CHO',
          { Sabor: 'Chocolate amargo' },
          { '30 porciones': [156000, 0], '45 porciones': [214000, 0] },
          { backorder: true },
        ),
      ],
    },
  ],
}
