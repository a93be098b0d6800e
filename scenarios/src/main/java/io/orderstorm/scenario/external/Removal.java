package io.orderstorm.scenario.external;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.UnknownTopicIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Takes away what is on record; what is not there is as good as taken away. */
final class Removal {

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(15);

  /** A killed consumer is a member of its group until its session is over. */
  private static final Duration MEMBERS_GONE_WITHIN = Duration.ofSeconds(20);

  private static final Duration PAUSE = Duration.ofMillis(250);

  private final LedgerFile.Content content;
  private final List<String> left = new ArrayList<>();

  Removal(LedgerFile.Content content) {
    this.content = content;
  }

  /** Gives in words what is left; each part gets its chance. */
  List<String> perform() {
    try (Admin admin = BoundedAdmin.of(content.place().access())) {
      if (isTheSameCluster(admin)) {
        groups(admin);
        topics(admin);
      }
    } catch (RefusedPlaceException e) {
      left.add(String.valueOf(e.getMessage()));
    }
    content.schema().ifPresent(this::drop);
    return left;
  }

  private boolean isTheSameCluster(Admin admin) {
    try {
      String id = answer(admin.describeCluster().clusterId());
      if (!id.equals(content.clusterId())) {
        left.add(
            "there is another cluster now, '" + id + "' instead of '" + content.clusterId() + "'");
        return false;
      }
      return true;
    } catch (ExecutionException | TimeoutException e) {
      left.add("the cluster does not answer: " + e);
      return false;
    }
  }

  private void groups(Admin admin) {
    long giveUpNanos = System.nanoTime() + MEMBERS_GONE_WITHIN.toNanos();
    for (String group : content.groups()) {
      while (!isGone(admin, group)) {
        if (System.nanoTime() - giveUpNanos > 0 || Thread.currentThread().isInterrupted()) {
          left.add("group " + group + " still has members");
          break;
        }
        pause();
      }
    }
  }

  private boolean isGone(Admin admin, String group) {
    try {
      answer(admin.deleteConsumerGroups(List.of(group)).all());
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupNotEmptyException) {
        return false;
      }
      if (!(e.getCause() instanceof GroupIdNotFoundException)) {
        left.add("group " + group + ": " + e.getCause());
      }
      return true;
    } catch (TimeoutException e) {
      left.add("group " + group + ": no answer");
      return true;
    }
  }

  /** A topic of ours is known by its id: one that somebody made again under its name is theirs. */
  private void topics(Admin admin) {
    for (Map.Entry<String, KafkaFuture<Void>> deletion : deletions(admin).entrySet()) {
      try {
        answer(deletion.getValue());
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicIdException
            || e.getCause() instanceof UnknownTopicOrPartitionException)) {
          left.add("topic " + deletion.getKey() + ": " + e.getCause());
        }
      } catch (TimeoutException e) {
        left.add("topic " + deletion.getKey() + ": no answer");
      }
    }
  }

  private Map<String, KafkaFuture<Void>> deletions(Admin admin) {
    var deletions = new java.util.TreeMap<String, KafkaFuture<Void>>();
    Set<String> unknown = new TreeSet<>();
    var ids = new java.util.HashMap<Uuid, String>();
    content
        .topics()
        .forEach(
            (name, id) -> {
              if (id.equals(LedgerFile.NOT_MADE_YET)) {
                unknown.add(name);
              } else {
                ids.put(Uuid.fromString(id), name);
              }
            });
    admin
        .deleteTopics(TopicCollection.ofTopicIds(ids.keySet()))
        .topicIdValues()
        .forEach((id, future) -> deletions.put(ids.getOrDefault(id, id.toString()), future));
    deletions.putAll(admin.deleteTopics(TopicCollection.ofTopicNames(unknown)).topicNameValues());
    return deletions;
  }

  private void drop(RunSchema schema) {
    try {
      schema.drop();
    } catch (SQLException | RefusedPlaceException e) {
      left.add("schema " + schema.name() + ": " + e.getMessage());
    }
  }

  private static <T> T answer(KafkaFuture<T> future) throws ExecutionException, TimeoutException {
    try {
      return future.get(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TimeoutException("interrupted");
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
