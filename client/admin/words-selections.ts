/** Words for taking what is no longer sold out of all selections. */
import type { RemovalReason } from '../../shared/selection.ts'
import type { SelectionCleaning } from '../../shared/selection-cleaning.ts'

const count = (n: number, one: string, more: string) => `${n} ${n === 1 ? one : more}`
const selections = (n: number) => count(n, 'selección', 'selecciones')

export const selectionWords = {
  title: 'Selecciones',
  text: 'Lo que ya no se vende sale solo de cada selección que alguien abre. Desde acá lo sacás también de las que nadie abre: a quien la tenga le queda el aviso de qué salió y por qué.',
  clean: 'Limpiar selecciones',
  cleaning: 'Limpiando',
  progress: 'Selecciones revisadas',
  seen: ({ seen, selections: all }: SelectionCleaning) => `${seen} de ${selections(all)}`,
  done: ({ seen, lines, cleaned }: SelectionCleaning) =>
    lines === 0
      ? `Revisamos ${selections(seen)}: no había nada para sacar.`
      : `Revisamos ${selections(seen)} y sacamos ${count(lines, 'línea', 'líneas')} de ${selections(cleaned)}.`,
  reason: (reason: RemovalReason, n: number) => `${count(n, 'línea', 'líneas')} ${reasons[reason]}`,
  busy: (n: number) =>
    n === 1
      ? 'Hay 1 reservada: se limpia cuando termine la reserva.'
      : `Hay ${n} reservadas: se limpian cuando terminen las reservas.`,
}

const reasons: Record<RemovalReason, string> = {
  gone: 'de lo que ya no existe',
  hidden: 'de lo que no está en la vidriera',
  'no-price': 'sin precio',
  'sold-out': 'de lo agotado',
}
