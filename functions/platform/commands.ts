/**
 * Stands in for `@aws-sdk/lib-dynamodb` inside the Lambda bundles: ElectroDB makes its calls as that library's
 * commands, and all it needs of them is a name and an input. The SDK stays out of every cold start.
 */
class Command {
  readonly input: unknown
  constructor(input: unknown) {
    this.input = input
  }
}
export class GetCommand extends Command {
  readonly target = 'GetItem'
}
export class PutCommand extends Command {
  readonly target = 'PutItem'
}
export class UpdateCommand extends Command {
  readonly target = 'UpdateItem'
}
export class DeleteCommand extends Command {
  readonly target = 'DeleteItem'
}
export class QueryCommand extends Command {
  readonly target = 'Query'
}
export class ScanCommand extends Command {
  readonly target = 'Scan'
}
export class BatchGetCommand extends Command {
  readonly target = 'BatchGetItem'
}
export class BatchWriteCommand extends Command {
  readonly target = 'BatchWriteItem'
}
export class TransactGetCommand extends Command {
  readonly target = 'TransactGetItems'
}
export class TransactWriteCommand extends Command {
  readonly target = 'TransactWriteItems'
}
export const DynamoDBDocumentClient = { from: (client: unknown): unknown => client }
