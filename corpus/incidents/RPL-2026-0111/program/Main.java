import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The ledger of RPL-2026-0111. A transfer locks the account it takes from, then the one it gives to; two transfers in
 * opposite directions lock each other out, and everybody who asks for one of the two accounts waits behind them until
 * the eight workers are used up. With "fixed" the accounts are locked in the order of their names.
 */
public final class Main {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Map<String, Account> accounts = new TreeMap<>();
    private final boolean fixed;
    private final String deploy;

    private Main(boolean fixed, String deploy) {
        this.fixed = fixed;
        this.deploy = deploy;
        for (String name : new String[] {"alice", "bob", "carol"}) {
            accounts.put(name, new Account(name));
        }
    }

    public static void main(String[] args) throws Exception {
        Main ledger = new Main(args[1].equals("fixed"), args[2]);
        AtomicInteger number = new AtomicInteger();
        HttpServer server = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0])), 64);
        server.setExecutor(Executors.newFixedThreadPool(8, work -> {
            Thread thread = new Thread(work, "ledger-worker-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", ledger::handle);
        server.start();
        while (System.in.read() >= 0) {
            // the end of standard input ends the process
        }
        System.exit(0);
    }

    private void handle(HttpExchange exchange) throws java.io.IOException {
        String request = exchange.getRequestHeaders().getFirst("X-Request-Id");
        String trace = exchange.getRequestHeaders().getFirst("Traceparent").split("-")[1];
        Thread thread = Thread.currentThread();
        String name = thread.getName();
        thread.setName(name + " " + request); // so that a thread dump names the request
        try {
            String[] path = exchange.getRequestURI().getPath().split("/");
            log("began", exchange, request, trace);
            long answer = path[1].equals("transfer") ? transfer(path[2], path[3]) : balance(path[2]);
            byte[] body = Long.toString(answer).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            log("answered", exchange, request, trace);
        } catch (InterruptedException e) {
            thread.interrupt();
        } finally {
            exchange.close();
            thread.setName(name);
        }
    }

    private long transfer(String from, String to) throws InterruptedException {
        Account first = accounts.get(from);
        Account second = accounts.get(to);
        if (fixed && from.compareTo(to) > 0) {
            first = accounts.get(to);
            second = accounts.get(from);
        }
        synchronized (first) {
            Thread.sleep(20); // the audit entry is written here
            synchronized (second) {
                accounts.get(from).cents -= 100;
                accounts.get(to).cents += 100;
                return accounts.get(from).cents;
            }
        }
    }

    private long balance(String name) {
        Account account = accounts.get(name);
        synchronized (account) {
            return account.cents;
        }
    }

    private void log(String message, HttpExchange exchange, String request, String trace) {
        System.out.printf(
                "{\"time\":\"%s\",\"level\":\"INFO\",\"msg\":\"%s\",\"service\":\"lab-ledger\",\"deploy_id\":\"%s\","
                        + "\"path\":\"%s\",\"thread\":\"%s\",\"request_id\":\"%s\",\"trace_id\":\"%s\"}%n",
                CLOCK.format(Instant.now()), message, deploy, exchange.getRequestURI().getPath(),
                Thread.currentThread().getName().split(" ")[0], request, trace);
    }

    /** An account and its lock. */
    private static final class Account {
        private final String name;
        private long cents = 100_000;

        private Account(String name) {
            this.name = name;
        }

        @Override
        public String toString() {
            return name + " " + cents;
        }
    }
}
