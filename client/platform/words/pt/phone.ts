export default {
  tell: {
    busy: 'Um momento',
    stop: 'Não me avise mais',
    holdOn: 'Avisamos você aqui 2 horas antes, mesmo com a loja fechada.',
    backOn: 'Avisamos você aqui quando voltar, mesmo com a loja fechada.',
    stopped: 'Pronto, não avisamos.',
    denied:
      'Os avisos desta loja estão bloqueados. Permita nas configurações do site, ao lado do endereço, e toque de novo.',
    unanswered: 'Para avisar, precisamos da sua permissão. Toque de novo quando quiser.',
    homeFirst:
      'Aqui os avisos chegam com a loja na tela de início: toque em Compartilhar, escolha “Adicionar à Tela de Início” e abra por lá.',
    unsupported: 'Este navegador não recebe avisos. Tente em outro.',
    offline: 'Sem conexão não conseguimos anotar. Toque de novo quando voltar.',
    soon: 'Faltam menos de 2 horas: não dá mais para avisar antes.',
    many: 'Já há muitos avisos pedidos daqui. Tire algum e toque de novo.',
    failed: 'Não conseguimos anotar. Toque de novo daqui a pouco.',
  },
  kept: {
    text: 'Estas vitrines estão no seu celular: dá para olhar como sempre. Para reservar é preciso conexão.',
    list: 'Vitrines neste celular',
    asOf: (when: string) => `Como estava ${when}`,
  },
  luggage: {
    take: (size: string) => `Levar a loja inteira sem conexão (uns ${size})`,
    progress: 'Fotos guardadas',
    taking: (done: number, all: number) => `Guardando fotos: ${done} de ${all}`,
    cancel: 'Parar de guardar',
    taken: (size: string) => `A loja inteira está no seu celular: ${size}.`,
    leave: 'Tirar do celular',
    full: (size: string) =>
      `Não cabe no seu celular: são precisos uns ${size}. Nada ficou pela metade, e a vitrine sem todas as fotos continua guardada.`,
    failed: 'Caiu no caminho. Nada ficou pela metade: toque outra vez quando houver conexão.',
  },
  install: {
    label: 'Levar a loja para a tela de início',
    text: 'A vitrine cabe na sua tela de início, e o que você escolheu espera lá.',
    take: 'Instalar',
    byHand:
      'Para ter a loja na tela de início: toque em Compartilhar e escolha “Adicionar à Tela de Início”.',
    dismiss: 'Não mostrar mais',
  },
}
