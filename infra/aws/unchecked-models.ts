/**
 * Stands in for the JSON schema validator with which ElectroDB checks entity definitions each time it starts. They
 * are checked by every test that opens a table; in Lambda the check would cost bytes and each cold start's time.
 */
export class Validator {
  addSchema(): void {}

  validate(): { readonly errors: readonly [] } {
    return { errors: [] }
  }
}

/** ElectroDB registers its formats on the prototype. */
Object.assign(Validator.prototype, { customFormats: {} })
