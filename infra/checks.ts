import { type App, CloudFormationValidatePlugin, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';

/** Makes synthesis fail on what CloudFormation would refuse, and on what AWS advises against unless a reason is given. */
export function addChecks(app: App): void {
  const cloudFormation = new CloudFormationValidatePlugin();
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), {
    // The plug-in itself has a version that may be undefined, which its own interface does not allow.
    name: cloudFormation.name,
    validate: (context) => cloudFormation.validate(context),
  });
}
