export default {
  tell: {
    hold: 'Me avise 2 horas antes',
    back: 'Me avise quando voltar',
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
  install: {
    label: 'Levar a loja para a tela de início',
    text: 'A vitrine cabe na sua tela de início, e o que você escolheu espera lá.',
    take: 'Instalar',
    byHand:
      'Para ter a loja na tela de início: toque em Compartilhar e escolha “Adicionar à Tela de Início”.',
    dismiss: 'Não mostrar mais',
  },
}
