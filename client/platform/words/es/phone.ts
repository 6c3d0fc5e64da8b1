/** What the shop says about living on a phone: telling what was asked, and standing on the home screen. */
export default {
  tell: {
    busy: 'Un momento',
    stop: 'Ya no me avises',
    holdOn: 'Te avisamos acá 2 horas antes, aunque cierres la tienda.',
    backOn: 'Te avisamos acá cuando vuelva, aunque cierres la tienda.',
    stopped: 'Listo, no te avisamos.',
    denied:
      'Los avisos de esta tienda están bloqueados. Se permiten en los ajustes del sitio, junto a la dirección, y después tocá otra vez.',
    unanswered: 'Para avisarte hace falta tu permiso. Tocá otra vez cuando quieras.',
    homeFirst:
      'Acá los avisos llegan con la tienda en la pantalla de inicio: tocá Compartir, elegí «Agregar a inicio» y abrila desde ahí.',
    unsupported: 'Este navegador no recibe avisos. Probá desde otro.',
    offline: 'Sin conexión no llegamos a anotarlo. Tocá otra vez cuando vuelva.',
    soon: 'Faltan menos de 2 horas: ya no llegamos a avisarte antes.',
    many: 'Ya hay muchos avisos pedidos desde acá. Sacá alguno y tocá otra vez.',
    failed: 'No pudimos anotarlo. Tocá otra vez en un momento.',
  },
  kept: {
    text: 'Estas vidrieras están en tu teléfono y se miran igual. Para reservar hace falta conexión.',
    list: 'Vidrieras en este teléfono',
    asOf: (when: string) => `Como estaba ${when}`,
  },
  luggage: {
    take: (size: string) => `Llevar toda la tienda sin conexión (unos ${size})`,
    progress: 'Fotos guardadas',
    taking: (done: number, all: number) => `Guardando fotos: ${done} de ${all}`,
    cancel: 'Dejar de guardar',
    taken: (size: string) => `La tienda entera está en tu teléfono: ${size}.`,
    leave: 'Sacarla del teléfono',
    full: (size: string) =>
      `No entra en tu teléfono: hacen falta unos ${size}. No quedó nada a medias, y la vidriera sin todas sus fotos sigue guardada.`,
    failed: 'Se cortó en el camino. No quedó nada a medias: tocá otra vez cuando haya conexión.',
  },
  install: {
    label: 'Llevar la tienda a la pantalla de inicio',
    text: 'La vidriera entra en tu pantalla de inicio, y lo que elegiste te espera ahí.',
    take: 'Instalar',
    byHand: 'Para tenerla en tu pantalla de inicio: tocá Compartir y elegí «Agregar a inicio».',
    dismiss: 'No mostrar más',
  },
}
