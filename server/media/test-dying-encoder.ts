import type { Reply, Task } from './encoder-messages.ts'

/** Stands in for the encoding process: dies of every picture, and tells its environment when it is asked for it. */
process.on('message', (task: Task) => {
  if (Buffer.from(task.bytes).toString() !== 'environment') process.exit(1)
  process.send?.({ id: task.id, fault: JSON.stringify(process.env) } satisfies Reply)
})
