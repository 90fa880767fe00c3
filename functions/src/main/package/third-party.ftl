# Third-party libraries

What this package holds of others, each under its own licence. Generated from the poms of the libraries.

<#list dependencyMap as entry>
<#assign project = entry.getKey()/>
<#-- The Java worker has it; the staging plugin leaves it out. -->
<#if project.artifactId != "azure-functions-java-core-library">
- ${project.groupId}:${project.artifactId} ${project.version}: <#list entry.getValue() as licence>${licence}<#sep> or </#list>
</#if>
</#list>

In the operators' page, each with its licence beside it in the app's jar, under `dev/moat/trigger/page/licences`:

- @dagrejs/dagre: MIT
- @dagrejs/graphlib: MIT
- htm: Apache-2.0
- preact: MIT
