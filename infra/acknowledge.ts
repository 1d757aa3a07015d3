import { Stack, Validations } from 'aws-cdk-lib';
import type { Role } from 'aws-cdk-lib/aws-iam';

/** Says why a role may have a permission that ends in a wildcard, for the check that forbids them. */
export function acknowledgeWildcard(role: Role, resource: string, reason: string): void {
  const finding = resource.replace(Stack.of(role).account, '<AWS::AccountId>');
  Validations.of(role).acknowledge({ id: `AwsSolutions-IAM5[Resource::${finding}]`, reason });
}
