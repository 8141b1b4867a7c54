import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;

/**
 * The recommender of RPL-2026-0112. It remembers the profiles of 255,000 visitors, which is most of its heap of 128 MiB;
 * once they are there, collections follow one another and the full ones stop every thread. With "fixed" it remembers
 * the last 20,000 visitors.
 */
public final class Main {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Map<Integer, Profile> profiles;
    private final String deploy;
    private int visitors;

    private Main(boolean fixed, String deploy) {
        this.deploy = deploy;
        int most = fixed ? 20_000 : 255_000; // of some 384 bytes each: 98 of 128 MB
        profiles = Collections.synchronizedMap(new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Integer, Profile> eldest) {
                return size() > most;
            }
        });
    }

    public static void main(String[] args) throws Exception {
        Main recommender = new Main(args[1].equals("fixed"), args[2]);
        recommender.log("jvm started", "", "", "");
        HttpServer server = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0])), 64);
        server.setExecutor(Executors.newFixedThreadPool(8, work -> {
            Thread thread = new Thread(work, "recommend-worker");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", recommender::handle);
        server.start();
        while (System.in.read() >= 0) {
            // the end of standard input ends the process
        }
        System.exit(0);
    }

    private void handle(HttpExchange exchange) throws java.io.IOException {
        String request = exchange.getRequestHeaders().getFirst("X-Request-Id");
        String trace = exchange.getRequestHeaders().getFirst("Traceparent").split("-")[1];
        long began = System.nanoTime();
        int number;
        synchronized (this) {
            for (int i = 0; i < 500; i++) {
                visitors++;
                profiles.put(visitors, new Profile(visitors));
            }
            number = visitors;
        }
        int sum = 0;
        for (int i = 0; i < 40; i++) {
            sum += new byte[10_000].length; // what an answer costs in garbage
        }
        byte[] body = Integer.toString(sum).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
        long took = (System.nanoTime() - began) / 1_000_000;
        if (took >= 20 || number % 50_000 == 0) {
            log("recommended", String.format(",\"took_ms\":%d,\"profiles\":%d", took, profiles.size()), request, trace);
        }
    }

    private void log(String message, String more, String request, String trace) {
        String ids = request.isEmpty() ? "" : String.format(",\"request_id\":\"%s\",\"trace_id\":\"%s\"", request, trace);
        System.out.printf(
                "{\"time\":\"%s\",\"level\":\"INFO\",\"msg\":\"%s\",\"service\":\"lab-recommender\",\"deploy_id\":\"%s\","
                        + "\"uptime_ms\":%d%s%s}%n",
                CLOCK.format(Instant.now()), message, deploy, ManagementFactory.getRuntimeMXBean().getUptime(), more, ids);
    }

    /** What is known of a visitor: small objects that point to one another. */
    private static final class Profile {
        private final int visitor;
        private final Object[] seen = new Object[8];

        private Profile(int visitor) {
            this.visitor = visitor;
            for (int i = 0; i < seen.length; i++) {
                seen[i] = new long[] {visitor, i};
            }
        }

        @Override
        public String toString() {
            return "visitor " + visitor;
        }
    }
}
