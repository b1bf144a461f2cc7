/** Stands in for a package, to see what a start would be without it. */
export class SNSClient {}
export class PublishCommand {}
