import { createApp } from './create-app.ts'

/** `cdk deploy --all`, or with `-c partition=aws-cn` for China. */
createApp().synth()
