/**
 * Scenario files: YAML in, a checked {@link io.orderstorm.scenario.model.Scenario} out.
 *
 * <p>Every refusal names the file, the line, the field and what is allowed. SnakeYAML Engine
 * composes the nodes, because it keeps the position of each and builds no object that the file asks
 * for; Jackson's YAML module loses positions after binding. Aliases are refused outright, so a
 * small file can't unfold into a large one.
 *
 * <p>Runbooks are Markdown, read by commonmark-java: it follows the CommonMark specification, keeps
 * the line of each block, and needs no other library.
 */
@NullMarked
package io.orderstorm.scenario.file;

import org.jspecify.annotations.NullMarked;
