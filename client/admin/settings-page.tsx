import { AboutForm } from './settings-about.tsx'
import { HoldsSection } from './settings-holds.tsx'
import { HoursForm } from './settings-hours.tsx'
import { LookForm } from './settings-look.tsx'
import { SelectionsSection } from './settings-selections.tsx'
import { StatusForm } from './settings-status.tsx'
import { words } from './words.ts'
import './forms.css'
import './settings.css'

const text = words.settings

/** What a merchant may tune, a form for each matter. */
export function SettingsPage() {
  return (
    <div class="forms">
      <section aria-labelledby="settings-about">
        <h2 id="settings-about">{text.about.title}</h2>
        <AboutForm />
      </section>
      <section aria-labelledby="settings-hours">
        <h2 id="settings-hours">{text.hours.title}</h2>
        <HoursForm />
      </section>
      <section aria-labelledby="settings-look">
        <h2 id="settings-look">{text.look.title}</h2>
        <LookForm />
      </section>
      <section aria-labelledby="settings-holds">
        <h2 id="settings-holds">{text.holds.title}</h2>
        <HoldsSection />
      </section>
      <section aria-labelledby="settings-selections">
        <h2 id="settings-selections">{words.selections.title}</h2>
        <SelectionsSection />
      </section>
      <section aria-labelledby="settings-status">
        <h2 id="settings-status">{text.status.title}</h2>
        <StatusForm />
      </section>
    </div>
  )
}
