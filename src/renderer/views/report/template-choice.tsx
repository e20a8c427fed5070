// Which kind of report: seven templates, with a line about each.
import { Radio, RadioGroup } from '@blueprintjs/core';
import type { ReportCatalogue, ReportOptions, ReportTemplate } from '../../../shared/report.ts';

interface ChoiceProps {
  catalogue: ReportCatalogue;
  options: ReportOptions;
  change: (patch: Partial<ReportOptions>) => void;
}

export function TemplateChoice({ catalogue, options, change }: ChoiceProps) {
  return (
    <RadioGroup
      label="Template"
      className="tc-report-templates"
      selectedValue={options.template}
      onChange={({ currentTarget }) => change({ template: currentTarget.value as ReportTemplate, sections: null })}
    >
      {catalogue.templates.map(({ name, title, about }) => (
        <Radio key={name} value={name} data-testid={`template-${name}`}>
          {title} <span className="tc-dim tc-small">{about}</span>
        </Radio>
      ))}
    </RadioGroup>
  );
}
