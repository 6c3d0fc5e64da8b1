import type { DemoTexts } from './demo-store.ts'

export const raremagicInPortuguese: DemoTexts = {
  tagline: 'Objetos que alguém guardou por um motivo.',
  categories: {
    instrumentos: { name: 'Instrumentos', description: 'Para medir o céu, o mar e as horas.' },
    optica: { name: 'Óptica', description: 'Lentes para o distante e o miúdo.' },
    naturaleza: { name: 'Natureza', description: 'O que o tempo fez sozinho.' },
    juego: { name: 'Jogos', description: 'Para a mesa, depois do jantar.' },
    escritorio: { name: 'Escrivaninha', description: 'Companhia para quem lê até tarde.' },
  },
  attributes: {
    Duración: 'Duração',
    Melodía: 'Melodia',
    Madera: 'Madeira',
    Dorso: 'Verso',
    Juego: 'Jogo',
  },
  values: {
    '5 minutos': '5 minutos',
    '15 minutos': '15 minutos',
    '30 minutos': '30 minutos',
    'Vals lento': 'Valsa lenta',
    Milonga: 'Milonga',
    Nana: 'Canção de ninar',
    Guatambú: 'Guatambu',
    'Palo santo': 'Pau-santo',
    Verde: 'Verde',
    Borravino: 'Vinho',
    '4 dados': '4 dados',
    '4 dados y cubilete': '4 dados e copo',
  },
  products: {
    sextante: {
      name: 'Sextante de latão',
      shortDescription: 'Mede a altura do sol e, para treinar, a do abajur da sala.',
      description:
        '<p>Armação vazada, arco prateado dividido à mão e tambor micrométrico sem folga. Os espelhos estão alinhados: com horizonte à vista, <strong>serve para navegar de verdade</strong>, e mandamos uma folha com os cinco passos.</p><p>Apoia-se em nogueira. O latão não leva verniz e vai escurecendo onde a mão pega.</p><ul><li>Arco de 120°, leitura ao minuto</li><li>Três filtros coloridos para o sol</li><li>Luneta destacável de 3 aumentos</li></ul>',
      metaTitle: 'Sextante de latão com base de nogueira',
      metaDescription:
        'Sextante de latão que funciona, com arco graduado e espelhos alinhados, sobre base de nogueira.',
      alts: ['Sextante de latão com arco graduado, apoiado na base de nogueira'],
    },
    nautilo: {
      name: 'Náutilo tigrado',
      shortDescription: 'Uma espiral que cresce sempre igual, moldada em resina perolada.',
      description:
        '<p>Há quinhentos milhões de anos o náutilo não muda de ideia. Este é um <strong>molde em resina com pó de madrepérola</strong>, tirado de uma concha de museu e pintado à mão; as listras nunca se repetem.</p><p>Repousa em três garras de latão. Sai do pé sem ferramenta, caso alguém queira escutar o mar.</p>',
      alts: ['Náutilo de listras acobreadas sobre um pé redondo de latão'],
    },
    'caja-de-musica': {
      name: 'Caixa de música de cilindro',
      shortDescription: 'Sessenta dentes, um cilindro e uma manivela: o andamento é por sua conta.',
      description:
        '<p>Aberta a tampa, está tudo à vista: os pinos do cilindro, o pente de aço, as engrenagens. Não há corda nem pilha. <strong>Quem gira é você</strong> e, devagar, a melodia entristece.</p><p>Nogueira maciça com filete de buxo, fundo de feltro, quatro pezinhos de latão. Se um dia quiser outra música, são quatro parafusos.</p>',
      alts: ['Caixa de música de nogueira aberta, com cilindro de latão e pente de aço'],
    },
    'esfera-armilar': {
      name: 'Esfera armilar',
      shortDescription: 'O céu segundo Ptolomeu, com uma Terra de osso no centro.',
      description:
        '<p>Sete aros de latão, um dentro do outro: horizonte, meridiano, equador, trópicos e a faixa do zodíaco. <strong>Está errada desde 1543</strong> e ainda é o melhor jeito de entender por que no inverno escurece cedo.</p><p>Graduada à mão, em pé torneado de nogueira. Montamos por encomenda, em umas três semanas.</p>',
      alts: ['Esfera armilar de latão com aros graduados e pé de nogueira'],
    },
    'reloj-de-arena': {
      name: 'Ampulheta torneada',
      shortDescription: 'Para o chá, para a soneca ou para largar o celular.',
      description:
        '<p>Vidro soprado numa peça só, sem emenda na cintura. A areia é mármore moído e peneirado três vezes; por isso cai por igual e <strong>em silêncio</strong>.</p><p>Colunas de mogno torneadas uma a uma. Cronometramos cada ampulheta e anotamos a diferença embaixo, a lápis: jamais passa de vinte segundos.</p>',
      alts: ['Ampulheta com quatro colunas torneadas de mogno'],
    },
    'brujula-de-bolsillo': {
      name: 'Bússola de bolso',
      shortDescription: 'Caixa de caçador, trinta e dois ventos e agulha azulada.',
      description:
        '<p>A tampa fecha com um clique e segura a agulha, poupando o pivô. O mostrador é de <strong>osso polido</strong>, com uma rosa dos ventos sem letra nenhuma: o norte é a ponta mais longa.</p><p>Equilibrada para o hemisfério sul. Uma agulha do norte penderia e rasparia; esta, não.</p>',
      alts: ['Bússola de bolso aberta, com rosa dos ventos e agulha azul'],
    },
    'luna-de-escritorio': {
      name: 'Lua de mesa',
      shortDescription: 'O lado que se vê e o que não, em gesso-pedra.',
      description:
        '<p>Quatrocentas crateras modeladas a partir de mapas de altura, em <strong>gesso-pedra</strong> tingido na massa. Gira em meio meridiano de latão, marcado a cada dois graus.</p><p>Coloque uma luminária ao lado e apague o resto. As sombras da borda fazem o trabalho.</p>',
      alts: ['Globo lunar de gesso com crateras, num arco de latão'],
    },
    'morpho-bajo-campana': {
      name: 'Morpho sob redoma',
      shortDescription: 'Uma borboleta azul que nunca foi borboleta: papel, pigmento e paciência.',
      description:
        '<p>As asas são de papel japonês com pigmento de interferência. O azul <strong>muda conforme você dá a volta</strong>, como na mata, e nenhum bicho precisou ficar quieto para isso.</p><p>Redoma de vidro soprado, base de nogueira, musgo preservado. Dispensa água e sol.</p>',
      alts: ['Borboleta azul suspensa sobre musgo dentro de uma redoma de vidro'],
    },
    catalejo: {
      name: 'Luneta de três corpos',
      shortDescription: 'Quinze aumentos forrados de couro; fechada, cabe no bolso do paletó.',
      description:
        '<p>Três corpos que correm com a mesma resistência e ficam onde você deixa. Lentes acromáticas: <strong>sem franja violeta</strong> em volta das coisas.</p><p>O couro é costurado à mão com linha encerada. Vem com apoio de nogueira para a estante, porque fechada dá dó.</p><ul><li>15 aumentos, objetiva de 40 mm</li><li>42 cm aberta, 17 cm fechada</li></ul>',
      alts: ['Luneta de latão e couro sobre um apoio de madeira'],
    },
    'geoda-de-amatista': {
      name: 'Geodo de ametista',
      shortDescription: 'Por fora, uma pedra qualquer, e é disso que gostamos.',
      description:
        '<p>Vem do norte do Uruguai, partido e com a borda polida para mostrar a ágata. Cada um é de um jeito; <strong>pelo WhatsApp mostramos os que temos</strong> e você escolhe o seu.</p><p>Entre 1,8 e 2,4 kg. Limpa-se com pincel seco. No sol direto, o violeta vai se apagando.</p>',
      alts: ['Meio geodo com cristais de ametista e borda de ágata polida'],
    },
    'lupa-de-asta': {
      name: 'Lupa com cabo de chifre',
      shortDescription: 'Para cartas antigas, mapas e as letrinhas dos contratos.',
      description:
        '<p>Lente de 90 mm e dois aumentos e meio, <strong>plana até a beira</strong>: a última palavra da linha se lê como a primeira.</p><p>O cabo é de chifre bovino, sobra de frigorífico que o torneiro lustra até parecer mel. As cartas da foto ficam; foi uma tia que escreveu.</p>',
      alts: ['Lupa de latão com cabo de chifre apoiada sobre cartas amarradas'],
    },
    'dados-de-hueso': {
      name: 'Dados de osso',
      shortDescription: 'Pesam mais do que parecem e caem com um som que chama aposta.',
      description:
        '<p>Cortados um por um e postos a boiar em água salgada, que é como se descobre se um dado mente. Os pontos são <strong>furados e entintados</strong>, não impressos.</p><p>Leve só os dados, ou também o copo de couro, que guarda o silêncio de antes do lance.</p>',
      alts: ['Quatro dados de osso ao lado de um copo de couro'],
    },
    trompo: {
      name: 'Pião laqueado',
      shortDescription: 'Dois minutos e quarenta de giro, se o chão ajudar.',
      description:
        '<p>Uma madeira só, ponta de bronze e anéis de laca aplicados com o torno girando. A fieira de algodão vem junto, porque <strong>pião sem fieira é enfeite</strong>.</p><p>O de guatambu é leve e aprende rápido. O de pau-santo gira mais e perdoa menos.</p>',
      alts: ['Dois piões de madeira com anéis de laca e a fieira'],
    },
    'baraja-de-canto-dorado': {
      name: 'Baralho de borda dourada',
      shortDescription: 'Cinquenta e quatro cartas de algodão que deslizam como se soubessem.',
      description:
        '<p>Papel de algodão prensado, acabamento de linho e borda dourada a folha. No verso, uma rosa dos ventos: <strong>olhe bem, em uma das cartas falta um raio</strong>, para quem faz mágica.</p><p>Corte francês, índice grande. A caixa fecha por atrito.</p>',
      alts: [
        'Baralho verde de borda dourada com um leque e a caixa',
        'Baralho bordô de borda dourada com um leque e a caixa verde',
      ],
    },
    palmatoria: {
      name: 'Castiçal de mão de latão',
      shortDescription: 'Para apagões e outras cerimônias, já com a vela de cera de abelha.',
      description:
        '<p>Prato fundo que recolhe a cera, argola para um dedo e apoio para o polegar: <strong>anda pelo corredor sem que se pense</strong>, foi inventado para isso.</p><p>A vela é de cera do Delta, dura umas nove horas e cheira a quase nada, a mel de longe. Acabou antes do previsto; o fundidor trabalha de novo no mês que vem.</p>',
      alts: ['Castiçal de mão de latão com vela usada e um fósforo apagado'],
    },
  },
}
