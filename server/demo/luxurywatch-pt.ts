import type { DemoTexts } from './demo-store.ts'

export const luxurywatchInPortuguese: DemoTexts = {
  tagline: 'Relógios mecânicos, explicados com calma.',
  categories: {
    buceo: { name: 'Mergulho', description: 'Luneta que gira, ponteiros largos e lume que ilumina mesmo.' },
    cronografos: {
      name: 'Cronógrafos',
      description: 'Para saber quanto demora, ou só pelo prazer do botão.',
    },
    'de-vestir': { name: 'Sociais', description: 'Finos, discretos, amigos do punho da camisa.' },
    pilotos: { name: 'Pilotos', description: 'Feitos para ler de relance e de luvas.' },
    correas: { name: 'Pulseiras', description: 'O jeito mais em conta de ter um relógio novo.' },
  },
  attributes: { Esfera: 'Mostrador', Correa: 'Pulseira', Caja: 'Caixa', Ancho: 'Largura', Cuero: 'Couro' },
  values: {
    'Azul abisal': 'Azul abissal',
    Negra: 'Preto',
    'Verde botella': 'Verde-garrafa',
    'Musgo ahumado': 'Musgo esfumado',
    Blanca: 'Branco',
    Crema: 'Creme',
    'Gris acero': 'Cinza-aço',
    Cobre: 'Cobre',
    Arena: 'Areia',
    Acero: 'Aço',
    Caucho: 'Borracha',
    Cuero: 'Couro',
    Tela: 'Tecido',
    Habano: 'Havana',
    Azabache: 'Azeviche',
    Oliva: 'Oliva',
  },
  products: {
    'bajamar-200': {
      name: 'Bajamar 200',
      shortDescription: 'Você põe na sexta e tira na segunda, com praia ou sem praia.',
      description:
        '<p>Cada peça passa uma tarde na câmara de pressão antes de chegar a você. São duzentos metros, coroa rosqueada e uma luneta de cento e vinte cliques que <strong>gira como segredo de cofre</strong>.</p><p>O mostrador escovado é quase preto dentro de casa e se abre inteiro no sol da tarde. À noite sobram os ponteiros, os índices e a pérola das doze.</p><ul><li>Caixa de 40 mm, 12 mm de altura</li><li>Automático, 42 horas de reserva</li><li>Safira abaulada com antirreflexo interno</li></ul>',
      metaTitle: 'Bajamar 200, relógio de mergulho automático de 40 mm',
      metaDescription:
        'Relógio de mergulho automático, 200 metros, luneta cerâmica de 120 cliques e mostrador em três cores.',
      alts: [
        'Relógio de mergulho de aço com mostrador azul escovado e pulseira de três elos',
        'O mesmo relógio com mostrador preto fosco e pulseira de borracha',
        'O mesmo relógio em verde, mostrador e luneta, na pulseira de aço',
      ],
    },
    'bajamar-bronce': {
      name: 'Bajamar Bronze',
      shortDescription: 'Bronze naval sem verniz: quem termina a cor é o seu verão.',
      description:
        '<p>É a liga das hélices de barco. Sai dourado da oficina e, em um mês, tem <strong>uma pátina só sua</strong>. Se bater arrependimento, suco de limão resolve.</p><p>O fundo é de titânio, para a pele nem saber do cobre. O verde-musgo escurece na borda como a água quando se desce.</p><ul><li>Automático, 42 horas de reserva</li><li>Couro encerado com costura à mão</li></ul>',
      alts: [
        'Relógio de bronze com pátina, mostrador verde-musgo e pulseira de couro costurada',
        'De perto: borda serrilhada da luneta de bronze e triângulo luminoso das doze',
      ],
    },
    'bajamar-doble-corona': {
      name: 'Bajamar Dupla Coroa',
      shortDescription: 'Uma coroa acerta a hora; a outra move o anel laranja debaixo do vidro.',
      description:
        '<p>Nos anos sessenta alguém achou que a luneta ficaria melhor do lado de dentro, longe das pedras. Acertou: <strong>não bate nem sai do lugar</strong>, e a cara do relógio fica limpa e um tanto atrevida.</p><p>Marque a entrada na água com a coroa de cima e esqueça. Lá embaixo manda o ponteiro largo, laranja também.</p><ul><li>Caixa de aço de 40 mm</li><li>Borracha vulcanizada com extensão de mergulho</li></ul>',
      alts: ['Relógio de mergulho com duas coroas, anel interno laranja e pulseira de borracha no mesmo tom'],
    },
    'klee-bicompax': {
      name: 'Bicompax',
      shortDescription: 'Dois contadores, dois botões e nenhum número sobrando.',
      description:
        '<p>O botão de cima dá a partida e para. O de baixo devolve o ponteiro vermelho às doze com <strong>um estalo que se sente no pulso</strong>. Segundos à esquerda, minutos à direita.</p><p>É de corda manual: trinta voltas por manhã para pensar em outra coisa. O preto vem com pulseira de aço.</p><ul><li>Caixa de 40 mm</li><li>Roda de colunas, 58 horas de reserva</li></ul>',
      metaTitle: 'Bicompax, cronógrafo de corda manual da Ordóñez & Klee',
      alts: [
        'Cronógrafo branco com dois contadores pretos e pulseira de couro escuro',
        'Cronógrafo preto com contadores claros e pulseira de aço',
      ],
    },
    'klee-monopulsador': {
      name: 'Monopulsante salmão',
      shortDescription: 'Partida, parada e zero num botão só, escondido na coroa.',
      description:
        '<p>Antes de haver dois botões havia um. Ele obriga a medir de uma vez, sem pausa, <strong>que é o jeito honesto</strong>: um jogo, um assado, um discurso.</p><p>O salmão nasce num banho galvânico e o ponteiro do crono é azulado no fogo. Saem doze por ano; o próximo fica pronto no outono e já pode ser reservado.</p><ul><li>Caixa de 39 mm</li><li>Contadores na vertical</li></ul>',
      alts: ['Cronógrafo salmão com contadores na vertical, ponteiro azul e pulseira marrom'],
    },
    'klee-rally': {
      name: 'Rally 73',
      shortDescription: 'Caixa almofada, três contadores e uma pulseira que respira pelos furos.',
      description:
        '<p>Veio do painel de um carro que correu de Buenos Aires a Caracas: azul-petróleo, anel laranja e <strong>três mostradores pequenos que se leem</strong> sem tirar os olhos da estrada.</p><p>O aço é escovado em círculos. Mais larga que comprida, a caixa veste bem pulsos finos.</p><ul><li>42 por 47 mm</li><li>Cronógrafo automático, 48 horas</li><li>Couro perfurado</li></ul>',
      alts: [
        'Cronógrafo de caixa almofada com mostrador azul, anel laranja e três contadores claros',
        'De perto: contadores torneados em círculos finos e ponteiro laranja sobre azul',
      ],
    },
    'aubrel-36': {
      name: 'Trinta e Seis',
      shortDescription: 'O tamanho que os relógios tinham quando passavam de pai para filha.',
      description:
        '<p>Sete milímetros e meio de altura. <strong>Passa por qualquer punho</strong> e, no almoço, você já esqueceu que está com ele. Esmalte queimado no creme, raios escovados no cinza.</p><p>Não tem ponteiro de segundos, e é de propósito: o que corre muda o ritmo de um jantar.</p><ul><li>Índices aplicados, ponteiros folha facetados</li><li>Corda manual, 50 horas</li><li>36 ou 38 mm, mesma proporção</li></ul>',
      metaTitle: 'Trinta e Seis, relógio social com mostrador de esmalte',
      alts: [
        'Relógio fino dourado com mostrador creme, índices aplicados e pulseira marrom',
        'A versão de aço, com mostrador cinza escovado e pulseira preta',
      ],
    },
    'aubrel-guilloche': {
      name: 'Guilloché',
      shortDescription: 'Seis horas de torno manual para a luz não saber onde pousar.',
      description:
        '<p>O centro é <strong>cortado numa máquina de 1912</strong>, linha por linha, em prata maciça. Nenhum computador apressa o trabalho, e dá para notar: perto das oito há uma onda um fio mais larga.</p><p>As folhas azuis ganham cor numa chapa quente. Três segundos a mais e viram sucata.</p><ul><li>Ouro rosa 18 quilates sobre aço</li><li>Pequenos segundos às seis</li></ul>',
      alts: [
        'Relógio de ouro rosa com centro ondulado no torno, ponteiros azuis e pulseira azul',
        'De perto: ondas cortadas na prata e pequenos segundos às seis',
      ],
    },
    'aubrel-fase-lunar': {
      name: 'Fase da Lua',
      shortDescription: 'Uma noite de aventurina e a lua de hoje.',
      description:
        '<p>O mostrador é vidro com lascas de cobre. Foi um erro de Murano, há quatro séculos, e <strong>ninguém quis consertar</strong>. Cada placa traz o seu próprio céu.</p><p>A lua anda um dente por dia e perde um a cada dois anos e meio. Entregamos já acertada.</p><ul><li>Caixa dourada de 37 mm</li><li>Ponteiros dobrados no dorso</li></ul>',
      alts: [
        'Relógio dourado de mostrador azul estrelado com janela da lua às seis',
        'De perto: lua dourada na janela, entre brilhos de aventurina',
      ],
    },
    'aubrel-rectangular': {
      name: 'Mezanino',
      shortDescription: 'Um retângulo entre duas barras, como janela dos anos vinte.',
      description:
        '<p>Desenho de um arquiteto que não usava relógio porque todos eram redondos. As barras laterais seguem adiante e viram alças: <strong>a pulseira sai do edifício</strong>, não fica pendurada nele.</p><p>Mostrador prateado a seco, trilho de minutos e uma pedra azul na coroa, o único capricho permitido.</p><ul><li>24 por 34 mm</li><li>Quartzo suíço, pilha para cinco anos</li></ul>',
      alts: ['Relógio retangular dourado com trilho de minutos, ponteiros azuis e pulseira marrom'],
    },
    'aubrel-lineal': {
      name: 'Lineal',
      shortDescription: 'Dois ponteiros, doze riscos e uma malha que cai feito tecido.',
      description:
        '<p>Tiramos tudo o que dava para tirar. Ficou um mostrador esfumado que <strong>acende no meio</strong> e some na borda, e a hora, mais ou menos, como convém a gente tranquila.</p><p>A malha milanesa ajusta no milímetro: é só correr o fecho, sem ferramenta e sem relojoeiro.</p><ul><li>Caixa de 36 mm, 6,8 mm de altura</li><li>Quartzo silencioso</li></ul>',
      alts: [
        'Relógio fino de aço com mostrador verde esfumado e malha milanesa',
        'A versão rosada, com mostrador cobre e malha no mesmo tom',
      ],
    },
    'altocumulo-tipo-a': {
      name: 'Tipo A',
      shortDescription: 'Um triângulo no alto, riscos em volta e nenhuma dúvida da hora.',
      description:
        '<p>Preto fosco para não refletir na cabine, ponteiros azuis cheios de lume e uma coroa cebola que <strong>gira com luva de moto</strong>, foi assim que testamos.</p><p>O couro leva costura dupla e rebites. No começo é duro; em três semanas, é seu.</p><ul><li>Caixa jateada de 42 mm</li><li>Automático, não liga para ímãs</li></ul>',
      alts: ['Relógio de piloto preto com triângulo luminoso, ponteiros azuis e couro rebitado'],
    },
    'altocumulo-dos-husos': {
      name: 'Dois Fusos',
      shortDescription: 'A hora daqui e a de quem faz falta.',
      description:
        '<p>O ponteiro verde dá uma volta por dia e aponta para o anel: <strong>ocre quando lá é dia</strong>, verde quando já dormem. No desembarque, a hora local pula de uma em uma e os segundos nem percebem.</p><p>Pulseiras de cinco elos se acomodam ao pulso. Tiramos os que sobram na hora.</p><ul><li>Caixa de 39 mm</li><li>Automático, 70 horas de reserva</li></ul>',
      alts: ['Relógio claro com anel metade verde, metade ocre, e pulseira de cinco elos'],
    },
    'altocumulo-campo': {
      name: 'Campo 36',
      shortDescription: 'Pequeno, fosco e lavável: o que se empresta para o sobrinho.',
      description:
        '<p>Descende dos relógios de infantaria, que precisavam custar pouco e durar uma guerra. Este pede menos: <strong>horta, bicicleta, cozinha</strong>. Lava na torneira com sabão.</p><p>A pulseira é inteira e passa por trás da caixa. Se um pino quebrar, o relógio continua no pulso.</p><ul><li>Caixa jateada de 36 mm</li><li>Corda manual, 100 metros</li></ul>',
      alts: [
        'Relógio de campo com mostrador areia e pulseira de tecido verde-oliva',
        'O mesmo relógio em preto, com tecido cinza e faixa ocre',
      ],
    },
    'correa-cosida': {
      name: 'Pulseira costurada',
      shortDescription: 'Couro de curtimento vegetal e duas agulhas, como se costura uma sela.',
      description:
        '<p>Cada ponto cruza duas vezes; se uma linha arrebenta, <strong>a outra segura</strong>. As bordas são lustradas com cera e pano, sem tinta que rache.</p><p>Os pinos são de troca rápida, basta a unha. A oliva é cortada só para nós, conforme o pedido, e por isso não tem contagem.</p><ul><li>Para pulsos de 15 a 20 cm</li><li>Fivela de aço</li></ul>',
      alts: ['Três pulseiras de couro costuradas, havana, preta e oliva, sobre um rolo cinza'],
    },
  },
}
