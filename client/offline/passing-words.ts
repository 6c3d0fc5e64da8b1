/** Words that carry nothing in a description: what Postgres leaves out of its stems, but for verbs in rare forms. */
import type { Language } from '../../shared/language.ts'

const lists: Record<Language, string> = {
  es:
    'de la que el en y a los del se las por un para con no una su al lo como pero sus le ya o este ' +
    'porque esta entre cuando muy sin sobre me hasta hay donde quien desde todo nos durante todos uno ' +
    'les ni contra otros ese eso ante ellos e esto antes algunos unos yo otro otras otra tanto esa ' +
    'estos mucho quienes nada muchos cual poco ella estas algunas algo nosotros mi mis te ti tu tus ' +
    'ellas nosotras os tuyo suyo nuestro nuestra nuestros esos esas estaba he has ha hemos han soy es ' +
    'somos sois son era fue siente tienes tiene tienen',
  en:
    'i me my myself we our ours ourselves you your yours yourself yourselves he him his himself she ' +
    'her hers herself it its itself they them their theirs themselves what which who whom this that ' +
    'these those am is are was were be been being have has had having do does did doing a an the and ' +
    'but if or because as until while of at by for with about against between into through during ' +
    'before after above below to from up down in out on off over under again further then once here ' +
    'there when where why how all any both each few more most other some such no nor not only own ' +
    'same so than too very s t can will just don should now',
  pt:
    'de a o que e do da em um para com uma os no se na por mais as dos como mas ao ele das seu sua ou ' +
    'quando muito nos eu pelo pela isso ela entre depois sem mesmo aos seus quem nas me esse eles ' +
    'essa num nem suas meu minha numa pelos elas qual lhe deles essas esses pelas este dele tu te ' +
    'lhes meus minhas teu tua teus tuas nosso nossa nossos nossas dela delas esta estas aquele aquela ' +
    'aqueles aquelas isto aquilo estava hei havemos sou somos era foi fomos seja sejamos sejam tenho ' +
    'tem temos teve',
}

const sets = new Map<Language, ReadonlySet<string>>()

export function isPassing(word: string, language: Language): boolean {
  const set = sets.get(language) ?? new Set(lists[language].split(' '))
  sets.set(language, set)
  return set.has(word)
}
