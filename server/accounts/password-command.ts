import { Misuse, onDatabase, readArguments, runCommand } from '../platform/run-command.ts'
import { issuePassword } from './own-account.ts'

const usage = `Usage: npm run password -- <e-mail>

  A new password for an account whose own is lost. It is printed here once, ends every session of the account, and is
  asked to be changed at the next sign-in.`

await runCommand(usage, async () => {
  const { values, positionals } = readArguments({ help: { type: 'boolean', short: 'h' } })
  if (values.help) {
    console.log(usage)
    return 0
  }
  const [email, ...more] = positionals
  if (email === undefined || more.length > 0) throw new Misuse('whose password? one e-mail, please')
  return onDatabase(async (db) => {
    console.log(`sign in as ${email} with ${await issuePassword(db, email)}`)
    return 0
  })
})
